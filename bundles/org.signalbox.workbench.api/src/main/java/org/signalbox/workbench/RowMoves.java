package org.signalbox.workbench;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;

/**
 * Rows of a table that are moved by dragging them, and by Alt+Up and Alt+Down. A row stays within its table, so that
 * the pointer's own events do; Escape lets go of it where it was.
 */
public final class RowMoves {

    private static final int NONE = -1;

    /** Told of each move that a user asks for. */
    public interface Moves {

        /**
         * A row is to go somewhere else.
         *
         * @param row the row that moves
         * @param target another row
         * @param above whether it goes right above the target, else right below
         */
        void move(int row, int target, boolean above);
    }

    private final Table table;
    private final Moves moves;
    private int held = NONE;

    private RowMoves(Table table, Moves moves) {
        this.table = table;
        this.moves = moves;
    }

    /** Makes the rows of a table movable as long as it is there. Called on the user interface's thread. */
    public static void install(Table table, Moves moves) {
        final RowMoves rows = new RowMoves(table, moves);
        table.addListener(SWT.KeyDown, rows::key);
        table.addListener(SWT.MouseDown, rows::take);
        table.addListener(SWT.MouseMove, rows::drag);
        table.addListener(SWT.MouseUp, rows::drop);
    }

    private void key(Event event) {
        final boolean up = event.keyCode == SWT.ARROW_UP;
        if (event.keyCode == SWT.ESC) {
            release();
        } else if (event.stateMask == SWT.ALT && (up || event.keyCode == SWT.ARROW_DOWN)) {
            event.doit = false;
            final int row = table.getSelectionIndex();
            ask(row, row + (up ? -1 : 1), up);
        }
    }

    private void take(Event event) {
        held = event.button == 1 ? row(event) : NONE;
    }

    private void drag(Event event) {
        if (held >= 0) {
            final int over = row(event);
            table.setCursor(over == held ? null
                    : table.getDisplay().getSystemCursor(over < 0 ? SWT.CURSOR_NO : SWT.CURSOR_SIZENS));
        }
    }

    private void drop(Event event) {
        final int row = held;
        final int target = row(event);
        release();
        if (target >= 0) {
            final Rectangle place = table.getItem(target).getBounds();
            ask(row, target, event.y < place.y + place.height / 2);
        }
    }

    private void release() {
        held = NONE;
        table.setCursor(null);
    }

    private void ask(int row, int target, boolean above) {
        if (row >= 0 && target >= 0 && target < table.getItemCount() && row != target) {
            moves.move(row, target, above);
        }
    }

    private int row(Event event) {
        final TableItem item = table.getItem(new Point(event.x, event.y));
        return item == null ? NONE : table.indexOf(item);
    }
}
