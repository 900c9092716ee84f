package org.signalbox.workbench.health;

import java.net.URL;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;

/** A card with one figure, which screen readers tell, too. One that leads somewhere does so by click or Enter. */
final class Tile {

    private static final int MARGIN = 12;
    private static final int RADIUS = 12;
    private static final int SPARK_WIDTH = 84;
    private static final int SPARK_HEIGHT = 28;

    /**
     * What a tile shows.
     *
     * @param figure the one to read at a glance
     * @param detail what stands beside it
     * @param tone   of the figure
     * @param icon   before the figure, in its tone
     * @param course the figure's, oldest first; none of fewer than two
     */
    record Shown(String figure, String detail, Token tone, Optional<URL> icon, List<Double> course) {
    }

    private final Canvas canvas;
    private final Theme theme;
    private final String caption;
    private final Optional<Runnable> action;
    private final String leads;
    private Shown face = new Shown("", "", Token.TEXT, Optional.empty(), List.of());
    private boolean hovered;

    /**
     * @param leads  what acting does, such as {@code Show them in Problems}; empty where the tile leads nowhere
     * @param action called for that
     */
    Tile(Composite parent, Theme theme, String caption, String leads, Runnable action) {
        this.theme = theme;
        this.caption = caption;
        this.leads = leads;
        this.action = leads.isEmpty() ? Optional.empty() : Optional.of(action);
        canvas = new Canvas(parent, SWT.DOUBLE_BUFFERED);
        theme.paint(canvas, Token.GROUND, Token.TEXT);
        canvas.addPaintListener(event -> paint(event.gc));
        canvas.addListener(SWT.FocusIn, event -> canvas.redraw());
        canvas.addListener(SWT.FocusOut, event -> canvas.redraw());
        canvas.addListener(SWT.MouseEnter, event -> hover(true));
        canvas.addListener(SWT.MouseExit, event -> hover(false));
        canvas.addListener(SWT.MouseDown, event -> canvas.setFocus());
        canvas.addListener(SWT.MouseUp, event -> {
            if (event.button == 1 && canvas.getClientArea().contains(event.x, event.y)) {
                act();
            }
        });
        canvas.addListener(SWT.KeyDown, event -> {
            if (event.character == SWT.CR || event.character == ' ' || event.keyCode == SWT.KEYPAD_CR) {
                act();
            }
        });
        canvas.addListener(SWT.Traverse, event -> event.doit = event.detail == SWT.TRAVERSE_TAB_NEXT
                || event.detail == SWT.TRAVERSE_TAB_PREVIOUS);
        if (!leads.isEmpty()) {
            canvas.setCursor(canvas.getDisplay().getSystemCursor(SWT.CURSOR_HAND));
        }
        canvas.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = text();
            }

            @Override
            public void getHelp(AccessibleEvent event) {
                event.result = leads;
            }
        });
        canvas.getAccessible().addAccessibleControlListener(new AccessibleControlAdapter() {
            @Override
            public void getRole(AccessibleControlEvent event) {
                event.detail = leads.isEmpty() ? ACC.ROLE_LABEL : ACC.ROLE_PUSHBUTTON;
            }
        });
        theme.onSwitch(canvas, canvas::redraw);
    }

    Canvas control() {
        return canvas;
    }

    /** What it says, in a line. */
    String text() {
        return caption + ": " + face.figure() + (face.detail().isEmpty() ? "" : ", " + face.detail());
    }

    void show(Shown now) {
        if (!now.equals(face)) {
            face = now;
            canvas.redraw();
            canvas.setToolTipText(text() + (leads.isEmpty() ? "" : "\n" + leads));
            canvas.getAccessible().sendEvent(ACC.EVENT_NAME_CHANGED, null);
        }
    }

    private void hover(boolean now) {
        hovered = now;
        canvas.redraw();
    }

    private void act() {
        action.ifPresent(Runnable::run);
    }

    private void paint(GC gc) {
        final Rectangle area = canvas.getClientArea();
        gc.setAntialias(SWT.ON);
        gc.setBackground(theme.color(hovered && action.isPresent() ? Token.RAISED : Token.SURFACE));
        gc.fillRoundRectangle(1, 1, area.width - 2, area.height - 2, RADIUS, RADIUS);
        final boolean focused = canvas.isFocusControl();
        gc.setForeground(theme.color(focused ? Token.ACCENT : Token.LINE));
        gc.setLineWidth(focused ? 2 : 1);
        gc.drawRoundRectangle(1, 1, area.width - 3, area.height - 3, RADIUS, RADIUS);
        final int room = area.width - 2 * MARGIN;
        int y = MARGIN - 2;
        y += write(gc, caption.toUpperCase(Locale.ROOT), Face.CAPS, Token.TEXT3, MARGIN, y, room) + 4;
        final boolean spark = face.course().size() > 1 && room > 2 * SPARK_WIDTH;
        int x = MARGIN;
        if (face.icon().isPresent()) {
            final Image icon = theme.icon(face.icon().get(), face.tone());
            gc.setFont(theme.font(Face.TITLE));
            gc.drawImage(icon, x, y + (gc.getFontMetrics().getHeight() - icon.getBounds().height) / 2);
            x += icon.getBounds().width + 8;
        }
        y += write(gc, face.figure(), Face.TITLE, face.tone(), x, y, MARGIN + room - x - (spark ? SPARK_WIDTH : 0)) + 2;
        write(gc, face.detail(), Face.SMALL, Token.TEXT2, MARGIN, y, room);
        if (spark) {
            course(gc, new Rectangle(area.width - MARGIN - SPARK_WIDTH, MARGIN + 4, SPARK_WIDTH, SPARK_HEIGHT));
        }
    }

    /** Gives back the height of the line. */
    private int write(GC gc, String text, Face as, Token colour, int x, int y, int room) {
        gc.setFont(theme.font(as));
        gc.setForeground(theme.color(colour));
        final String fitted = Figures.fitted(text, room, each -> gc.textExtent(each).x);
        gc.drawText(fitted, x, y, true);
        final Point size = gc.textExtent(text.isEmpty() ? " " : text);
        return size.y;
    }

    private void course(GC gc, Rectangle area) {
        final List<Double> values = face.course();
        final double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        gc.setForeground(theme.color(Token.LINE));
        gc.setLineWidth(1);
        gc.drawLine(area.x, area.y + area.height, area.x + area.width, area.y + area.height);
        if (most <= 0) {
            return;
        }
        final int[] points = new int[2 * values.size()];
        for (int i = 0; i < values.size(); i++) {
            points[2 * i] = area.x + area.width * i / (values.size() - 1);
            points[2 * i + 1] = area.y + area.height - (int) Math.round(area.height * values.get(i) / most);
        }
        gc.setForeground(theme.color(Token.ACCENT));
        gc.setLineWidth(2);
        gc.drawPolyline(points);
    }
}
