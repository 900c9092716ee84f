package org.signalbox.workbench.topology;

import java.net.URL;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Path;
import org.eclipse.swt.graphics.Transform;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;

/** Draws on a screen or an image. */
final class GcPen implements Pen {

    private static final int FAINT = 70;
    private static final int FULL = 255;

    private final GC gc;
    private final Theme theme;
    private final Sizes sizes;
    private Transform transform;
    private Face face;

    GcPen(GC gc, Theme theme, Sizes sizes) {
        this.gc = gc;
        this.theme = theme;
        this.sizes = sizes;
        gc.setAntialias(SWT.ON);
        gc.setTextAntialias(SWT.ON);
    }

    /** The sizes of texts that were measured once; a text is measured more slowly than it is drawn. */
    static final class Sizes {

        private static final int MOST = 20_000;

        private final Map<Face, Map<String, Integer>> widths = new EnumMap<>(Face.class);
        private final Map<Face, Integer> heights = new EnumMap<>(Face.class);

        private Map<String, Integer> widths(Face face) {
            final Map<String, Integer> known = widths.computeIfAbsent(face, each -> new HashMap<>());
            if (known.size() > MOST) {
                known.clear();
            }
            return known;
        }
    }

    @Override
    public void begin(Target target) {
        // a screen has no parts
    }

    @Override
    public void end() {
        // a screen has no parts
    }

    @Override
    public void map(Camera camera) {
        transform = new Transform(gc.getDevice());
        transform.scale((float) camera.zoom(), (float) camera.zoom());
        transform.translate((float) -camera.left(), (float) -camera.top());
        gc.setTransform(transform);
    }

    @Override
    public void screen() {
        gc.setTransform(null);
        transform.dispose();
    }

    @Override
    public void dim(boolean dim) {
        gc.setAlpha(dim ? FAINT : FULL);
    }

    @Override
    public void fill(Box box, int arc, Token colour) {
        gc.setBackground(theme.color(colour));
        if (arc == 0) {
            gc.fillRectangle(box.x(), box.y(), box.width(), box.height());
        } else {
            gc.fillRoundRectangle(box.x(), box.y(), box.width(), box.height(), arc, arc);
        }
    }

    @Override
    public void outline(Box box, int arc, Token colour, int width) {
        gc.setForeground(theme.color(colour));
        gc.setLineWidth(width);
        gc.drawRoundRectangle(box.x(), box.y(), box.width(), box.height(), arc, arc);
    }

    @Override
    public void line(int x1, int y1, int x2, int y2, Token colour) {
        gc.setForeground(theme.color(colour));
        gc.setLineWidth(1);
        gc.drawLine(x1, y1, x2, y2);
    }

    @Override
    public void curve(int x1, int y1, int x2, int y2, Stroke stroke) {
        final Path path = new Path(gc.getDevice());
        final int middle = (x1 + x2) / 2;
        path.moveTo(x1, y1);
        path.cubicTo(middle, y1, middle, y2, x2, y2);
        gc.setForeground(theme.color(stroke.colour()));
        gc.setLineWidth(stroke.width());
        if (stroke.dashed()) {
            gc.setLineDash(new int[] {5, 4});
        }
        gc.drawPath(path);
        gc.setLineStyle(SWT.LINE_SOLID);
        path.dispose();
    }

    @Override
    public void dot(int x, int y, int size, boolean full, Token colour) {
        if (full) {
            gc.setBackground(theme.color(colour));
            gc.fillOval(x, y, size, size);
        } else {
            gc.setForeground(theme.color(colour));
            gc.setLineWidth(1);
            gc.drawOval(x, y, size, size);
        }
    }

    @Override
    public void icon(URL svg, int x, int y, Token colour) {
        gc.drawImage(theme.icon(svg, colour), x, y);
    }

    @Override
    public void text(String text, int x, int y, Face textFace, Token colour) {
        use(textFace);
        gc.setForeground(theme.color(colour));
        gc.drawText(text, x, y, true);
    }

    @Override
    public void textEnd(String text, int right, int y, Face textFace, Token colour) {
        text(text, right - width(text, textFace), y, textFace, colour);
    }

    @Override
    public int width(String text, Face textFace) {
        return sizes.widths(textFace).computeIfAbsent(text, each -> {
            use(textFace);
            return gc.textExtent(each).x;
        });
    }

    @Override
    public int height(Face textFace) {
        return sizes.heights.computeIfAbsent(textFace, each -> {
            use(each);
            return gc.getFontMetrics().getHeight();
        });
    }

    private void use(Face textFace) {
        if (textFace != face) {
            face = textFace;
            gc.setFont(theme.font(textFace));
        }
    }
}
