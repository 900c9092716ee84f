package org.signalbox.workbench.topology;

import java.util.function.BiConsumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;

/**
 * The map as it was drawn last, with a margin around what is on screen: moving it by less than the margin copies it
 * instead of drawing it anew. Used on the user interface's thread.
 */
final class Layer {

    private static final int MARGIN = 160;

    private final Canvas canvas;
    private Image image;
    private Rectangle size = new Rectangle(0, 0, 0, 0);
    private double zoom;
    private double left;
    private double top;
    private boolean stale = true;

    Layer(Canvas canvas) {
        this.canvas = canvas;
        canvas.addListener(SWT.Dispose, event -> drop());
    }

    private void drop() {
        if (image != null) {
            image.dispose();
            image = null;
        }
    }

    /** What it shows is no longer so. */
    void spoil() {
        stale = true;
    }

    /** Copies the map to the screen, after drawing it where that is needed. */
    void paint(GC gc, Camera camera, BiConsumer<GC, Camera> draw) {
        final Rectangle area = canvas.getClientArea();
        final long dx = Math.round((camera.left() - left) * camera.zoom());
        final long dy = Math.round((camera.top() - top) * camera.zoom());
        if (stale || image == null || camera.zoom() != zoom || dx < 0 || dy < 0
                || dx + area.width > size.width || dy + area.height > size.height) {
            draw(camera, area, draw);
            gc.drawImage(image, -MARGIN, -MARGIN);
        } else {
            gc.drawImage(image, (int) -dx, (int) -dy);
        }
    }

    private void draw(Camera camera, Rectangle area, BiConsumer<GC, Camera> draw) {
        final Rectangle needed = new Rectangle(0, 0, area.width + 2 * MARGIN, area.height + 2 * MARGIN);
        if (image == null || !needed.equals(size)) {
            drop();
            size = needed;
            image = new Image(canvas.getDisplay(), size.width, size.height);
        }
        zoom = camera.zoom();
        left = camera.left() - MARGIN / zoom;
        top = camera.top() - MARGIN / zoom;
        final GC gc = new GC(image);
        gc.setBackground(canvas.getBackground());
        gc.fillRectangle(0, 0, size.width, size.height);
        draw.accept(gc, camera.moved(size.width, size.height, left, top));
        gc.dispose();
        stale = false;
    }
}
