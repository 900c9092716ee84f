package org.signalbox.workbench.health;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Layout;

/** Tiles of one size, as many beside each other as have room. */
final class TileLayout extends Layout {

    private static final int LEAST_WIDTH = 200;
    private static final int HEIGHT = 92;
    private static final int GAP = 12;

    @Override
    protected Point computeSize(Composite composite, int widthHint, int heightHint, boolean flush) {
        final int width = widthHint == SWT.DEFAULT ? LEAST_WIDTH + 2 * GAP : widthHint;
        final int count = composite.getChildren().length;
        final int rows = (count + columns(width, count) - 1) / Math.max(1, columns(width, count));
        return new Point(width, rows * (HEIGHT + GAP) + GAP);
    }

    @Override
    protected void layout(Composite composite, boolean flush) {
        final Rectangle area = composite.getClientArea();
        final Control[] children = composite.getChildren();
        final int columns = columns(area.width, children.length);
        final int width = (area.width - GAP * (columns + 1)) / columns;
        for (int i = 0; i < children.length; i++) {
            children[i].setBounds(area.x + GAP + i % columns * (width + GAP),
                    area.y + GAP + i / columns * (HEIGHT + GAP), width, HEIGHT);
        }
    }

    private static int columns(int width, int count) {
        return Math.clamp((width - GAP) / (LEAST_WIDTH + GAP), 1, Math.max(1, count));
    }
}
