package org.signalbox.workbench.shell.dock;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.graphics.Region;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Shell;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.shell.dock.Layout.Edge;

/**
 * A tab on its way to another place: follows the pointer with a frame around the place where the tab would land, until
 * the button is let go or Escape is pressed. Own tracking, as SWT's drag detection stalls the first half second.
 */
final class TabDrag {

    /** Where the tab landed. */
    record Drop(CTabFolder folder, Edge edge) {
    }

    private static final int FRAME = 3;
    /** The share of a folder's width or height at each edge that means beside instead of upon. */
    private static final double EDGE_SHARE = 0.25;

    private final Display display;
    private final Collection<CTabFolder> folders;
    private final Consumer<Drop> landed;
    private final Shell frame;
    private final Listener listener = this::handle;
    private Optional<Drop> drop = Optional.empty();

    /** Starts to follow the pointer; {@code landed} is called if the tab is let go over one of the folders. */
    TabDrag(Shell window, Collection<CTabFolder> folders, Theme theme, Consumer<Drop> landed) {
        this.display = window.getDisplay();
        this.folders = folders;
        this.landed = landed;
        this.frame = new Shell(window, SWT.NO_TRIM | SWT.ON_TOP | SWT.TOOL);
        frame.setBackground(theme.color(Token.ACCENT));
        display.addFilter(SWT.MouseMove, listener);
        display.addFilter(SWT.MouseUp, listener);
        display.addFilter(SWT.KeyDown, listener);
    }

    private void handle(Event event) {
        switch (event.type) {
            case SWT.MouseMove -> follow(display.getCursorLocation());
            case SWT.MouseUp -> end(drop);
            case SWT.KeyDown -> {
                if (event.keyCode == SWT.ESC) {
                    event.doit = false;
                    end(Optional.empty());
                }
            }
            default -> throw new IllegalStateException("event type " + event.type + " was not asked for");
        }
    }

    private void follow(Point pointer) {
        drop = Optional.empty();
        for (final CTabFolder folder : folders) {
            final Rectangle area = onDisplay(folder);
            if (area.contains(pointer)) {
                drop = Optional.of(new Drop(folder, edge(area, folder.getTabHeight(), pointer)));
            }
        }
        drop.ifPresent(found -> show(half(onDisplay(found.folder()), found.edge())));
        frame.setVisible(drop.isPresent());
    }

    private static Rectangle onDisplay(CTabFolder folder) {
        final Point size = folder.getSize();
        final Point corner = folder.toDisplay(0, 0);
        return new Rectangle(corner.x, corner.y, size.x, size.y);
    }

    private static Edge edge(Rectangle area, int tabHeight, Point pointer) {
        final double x = (pointer.x - area.x) / (double) area.width;
        final double y = (pointer.y - area.y) / (double) area.height;
        if (pointer.y - area.y < tabHeight) {
            return Edge.CENTER;
        }
        if (x < EDGE_SHARE) {
            return Edge.LEFT;
        }
        if (x > 1 - EDGE_SHARE) {
            return Edge.RIGHT;
        }
        if (y < EDGE_SHARE) {
            return Edge.TOP;
        }
        return y > 1 - EDGE_SHARE ? Edge.BOTTOM : Edge.CENTER;
    }

    private static Rectangle half(Rectangle r, Edge edge) {
        return switch (edge) {
            case CENTER -> r;
            case LEFT -> new Rectangle(r.x, r.y, r.width / 2, r.height);
            case RIGHT -> new Rectangle(r.x + r.width / 2, r.y, r.width - r.width / 2, r.height);
            case TOP -> new Rectangle(r.x, r.y, r.width, r.height / 2);
            case BOTTOM -> new Rectangle(r.x, r.y + r.height / 2, r.width, r.height - r.height / 2);
        };
    }

    private void show(Rectangle place) {
        if (frame.getBounds().equals(place)) {
            return;
        }
        frame.setBounds(place);
        final Region outline = new Region(display);
        outline.add(0, 0, place.width, place.height);
        outline.subtract(FRAME, FRAME, place.width - 2 * FRAME, place.height - 2 * FRAME);
        final Region before = frame.getRegion();
        frame.setRegion(outline);
        if (before != null) {
            before.dispose();
        }
    }

    private void end(Optional<Drop> result) {
        display.removeFilter(SWT.MouseMove, listener);
        display.removeFilter(SWT.MouseUp, listener);
        display.removeFilter(SWT.KeyDown, listener);
        final Region outline = frame.getRegion();
        frame.dispose();
        if (outline != null) {
            outline.dispose();
        }
        result.filter(found -> !found.folder().isDisposed()).ifPresent(landed);
    }
}
