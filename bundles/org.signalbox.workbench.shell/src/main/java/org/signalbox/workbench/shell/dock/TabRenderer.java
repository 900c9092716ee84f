package org.signalbox.workbench.shell.dock;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabFolderRenderer;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;

/**
 * Draws tabs in the palette: a flat card with one line around it, an accent bar above the tab in front, and a cross to
 * put that one away. SWT's own renderer takes the system's shadow colours, which do not follow the palette.
 */
final class TabRenderer extends CTabFolderRenderer {

    /** The edge of the square at a tab's right end that holds the cross. */
    private static final int CROSS = 16;
    private static final int MARGIN = 10;
    private static final int GAP = 6;

    private final Theme theme;

    TabRenderer(CTabFolder folder, Theme theme) {
        super(folder);
        this.theme = theme;
    }

    /** Whether a point lies on the cross of the tab in front. */
    static boolean onCross(CTabFolder folder, Point point) {
        final CTabItem item = folder.getSelection();
        return item != null && cross(item.getBounds()).contains(point);
    }

    private static Rectangle cross(Rectangle tab) {
        return new Rectangle(tab.x + tab.width - CROSS - GAP, tab.y + (tab.height - CROSS) / 2 + 1, CROSS, CROSS);
    }

    @Override
    protected Point computeSize(int part, int state, GC gc, int wHint, int hHint) {
        if (part < 0) {
            return super.computeSize(part, state, gc, wHint, hHint);
        }
        final CTabItem item = parent.getItem(part);
        gc.setFont(theme.font(Face.BODY));
        final int icon = item.getImage() == null ? 0 : item.getImage().getBounds().width + GAP;
        return new Point(MARGIN + icon + gc.textExtent(item.getText()).x
                + ((state & SWT.SELECTED) != 0 ? GAP + CROSS + GAP : MARGIN), parent.getTabHeight());
    }

    @Override
    protected void draw(int part, int state, Rectangle bounds, GC gc) {
        switch (part) {
            case PART_BODY -> body(gc);
            case PART_HEADER, PART_BACKGROUND, PART_BORDER -> {
                // the body has drawn them
            }
            default -> {
                if (part >= 0) {
                    tab(parent.getItem(part), (state & SWT.SELECTED) != 0, (state & SWT.HOT) != 0, bounds, gc);
                } else {
                    super.draw(part, state, bounds, gc);
                }
            }
        }
    }

    private void body(GC gc) {
        final Point size = parent.getSize();
        final int head = parent.getTabHeight();
        gc.setBackground(theme.color(Token.GROUND));
        gc.fillRectangle(0, 0, size.x, head + 1);
        gc.setBackground(theme.color(Token.SURFACE));
        gc.fillRectangle(0, head + 1, size.x, size.y - head - 1);
        gc.setForeground(theme.color(Token.LINE));
        gc.drawRectangle(0, head, size.x - 1, size.y - head - 1);
    }

    private void tab(CTabItem item, boolean front, boolean hot, Rectangle bounds, GC gc) {
        if (front) {
            gc.setBackground(theme.color(Token.SURFACE));
            gc.fillRectangle(bounds.x, bounds.y, bounds.width, parent.getTabHeight() + 1 - bounds.y);
            gc.setForeground(theme.color(Token.LINE));
            gc.drawLine(bounds.x, bounds.y, bounds.x, parent.getTabHeight() - 1);
            gc.drawLine(bounds.x + bounds.width - 1, bounds.y, bounds.x + bounds.width - 1,
                    parent.getTabHeight() - 1);
            gc.setBackground(theme.color(Token.ACCENT));
            gc.fillRectangle(bounds.x, bounds.y, bounds.width, 2);
        }
        int x = bounds.x + MARGIN;
        final int middle = bounds.y + bounds.height / 2 + 1;
        final Image icon = item.getImage();
        if (icon != null) {
            gc.drawImage(icon, x, middle - icon.getBounds().height / 2);
            x += icon.getBounds().width + GAP;
        }
        gc.setFont(theme.font(Face.BODY));
        gc.setForeground(theme.color(front || hot ? Token.TEXT : Token.TEXT2));
        gc.drawText(item.getText(), x, middle - gc.textExtent(item.getText()).y / 2, SWT.DRAW_TRANSPARENT);
        if (front) {
            final Rectangle cross = cross(bounds);
            gc.setAntialias(SWT.ON);
            gc.setForeground(theme.color(Token.TEXT2));
            gc.drawLine(cross.x + 4, cross.y + 4, cross.x + CROSS - 5, cross.y + CROSS - 5);
            gc.drawLine(cross.x + 4, cross.y + CROSS - 5, cross.x + CROSS - 5, cross.y + 4);
        }
        if (front && parent.isFocusControl()) {
            gc.setForeground(theme.color(Token.ACCENT));
            gc.drawRectangle(bounds.x + 3, bounds.y + 4, bounds.width - 7, bounds.height - 8);
        }
    }
}
