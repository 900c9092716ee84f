package org.signalbox.workbench.trace;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;

/** A table of rows of which only those on screen are written. Texts too long for their cell stand in its tip. */
final class RowTable<T> {

    /** Pixels of a cell beside its text. */
    private static final int TRIM = 12;
    /** Items that come or go at once, and the pause behind them, in which others have their turn. */
    private static final int SLICE = 4_000;
    private static final int PAUSE_MILLIS = 8;

    /**
     * A column.
     *
     * @param share of the width that is left over, in parts; 0 for none
     */
    record Column(String title, int width, int alignment, int share) {
    }

    private final Table table;
    private final Theme theme;
    private final List<Column> columns;
    private final Function<T, List<String>> cells;
    private final int toned;
    private final Function<T, Token> tone;
    private final Set<Integer> hidden = new HashSet<>();
    private List<T> rows = List.of();
    private boolean resizing;
    private boolean toEnd;

    /**
     * @param several  whether several rows can be selected
     * @param cells    the texts of a row
     * @param toned    the column whose text has a colour
     * @param tone     that colour
     * @param selected called when the user has selected a row
     */
    RowTable(Composite parent, Theme theme, boolean several, List<Column> columns, Function<T, List<String>> cells,
            int toned, Function<T, Token> tone, Runnable selected) {
        this.theme = theme;
        this.columns = columns;
        this.cells = cells;
        this.toned = toned;
        this.tone = tone;
        table = new Table(parent, SWT.BORDER | SWT.FULL_SELECTION | SWT.VIRTUAL | (several ? SWT.MULTI : SWT.SINGLE));
        table.setHeaderVisible(true);
        for (final Column column : columns) {
            final TableColumn shown = new TableColumn(table, column.alignment());
            shown.setText(column.title());
            shown.setWidth(column.width());
        }
        table.addListener(SWT.SetData, event -> {
            // while it is emptied, GTK asks for what is no longer there
            if (event.index >= 0 && event.index < rows.size()) {
                fill((TableItem) event.item, rows.get(event.index));
            }
        });
        table.addListener(SWT.Selection, event -> selected.run());
        table.addListener(SWT.Resize, event -> fit());
        table.addListener(SWT.MouseMove, event -> tip(new Point(event.x, event.y)));
        theme.onSwitch(table, table::clearAll);
    }

    Table control() {
        return table;
    }

    /** Shows other rows; none is selected then. Where those that are shown come first, these stay as they are. */
    void show(List<T> next) {
        final boolean grows = !rows.isEmpty() && next.size() >= rows.size() && next.getFirst() == rows.getFirst()
                && next.get(rows.size() - 1) == rows.getLast();
        rows = next;
        toEnd = false;
        if (!grows) {
            table.deselectAll();
        }
        resize();
        if (!grows) {
            table.clearAll();
        }
    }

    /** Gives the table as many items as there are rows, in slices: GTK takes some microseconds for each. */
    private void resize() {
        final int now = table.getItemCount();
        final int next = now + Math.clamp((long) rows.size() - now, -SLICE, SLICE);
        if (next != now) {
            table.setItemCount(next);
        }
        if (next < now && next == rows.size()) {
            // an item that was asked for while it had no row would stay empty
            table.clearAll();
        }
        if (toEnd && next > 0) {
            reveal(next - 1);
        }
        if (next != rows.size() && !resizing) {
            resizing = true;
            table.getDisplay().timerExec(PAUSE_MILLIS, () -> {
                resizing = false;
                if (!table.isDisposed()) {
                    resize();
                }
            });
        }
    }

    /** Shows or hides a column. */
    void setShown(int column, boolean shown) {
        if (shown ? hidden.remove(column) : hidden.add(column)) {
            table.getColumn(column).setText(shown ? columns.get(column).title() : "");
            fit();
        }
    }

    Optional<T> selected() {
        final int index = table.getSelectionIndex();
        return index < 0 || index >= rows.size() ? Optional.empty() : Optional.of(rows.get(index));
    }

    /** The rows that are selected. */
    List<T> allSelected() {
        return IntStream.of(table.getSelectionIndices()).filter(index -> index < rows.size()).mapToObj(rows::get)
                .toList();
    }

    /** The first row that is selected, or -1. */
    int index() {
        return table.getSelectionIndex();
    }

    int size() {
        return rows.size();
    }

    /** Selects a row and scrolls to it; the listener is not called. */
    void select(int row) {
        if (row < table.getItemCount()) {
            table.setSelection(row);
        }
    }

    /** Whether the last row is on screen. */
    boolean isLastShown() {
        final int shown = (table.getClientArea().height - table.getHeaderHeight()) / Math.max(1, table.getItemHeight());
        return table.getTopIndex() + shown >= rows.size() - 1;
    }

    /** Scrolls so that a row is on screen. */
    void reveal(int row) {
        table.showItem(table.getItem(row));
    }

    /** Scrolls to the last row. */
    void revealLast() {
        toEnd = true;
        resize();
    }

    private void fit() {
        final int fixed = sum(false);
        final int shares = Math.max(1, sum(true));
        final int left = Math.max(0, table.getClientArea().width - fixed);
        for (int i = 0; i < columns.size(); i++) {
            final Column column = columns.get(i);
            final int width = hidden.contains(i) ? 0 : column.width() + left * column.share() / shares;
            if (table.getColumn(i).getWidth() != width) {
                table.getColumn(i).setWidth(width);
            }
        }
        table.clearAll();
    }

    private int sum(boolean shares) {
        int sum = 0;
        for (int i = 0; i < columns.size(); i++) {
            if (!hidden.contains(i)) {
                sum += shares ? columns.get(i).share() : columns.get(i).width();
            }
        }
        return sum;
    }

    private void fill(TableItem item, T row) {
        final List<String> texts = cells.apply(row);
        final GC gc = new GC(table);
        try {
            for (int i = 0; i < texts.size(); i++) {
                final int room = table.getColumn(i).getWidth() - TRIM;
                item.setText(i, room <= 0 ? "" : Figures.fitted(texts.get(i), room, text -> gc.textExtent(text).x));
            }
        } finally {
            gc.dispose();
        }
        item.setForeground(toned, theme.color(tone.apply(row)));
    }

    /** The whole text of the cell under the pointer, where it is cut. */
    private void tip(Point at) {
        String tip = null;
        final TableItem item = table.getItem(at);
        final int row = item == null ? -1 : table.indexOf(item);
        for (int i = 0; row >= 0 && row < rows.size() && i < columns.size(); i++) {
            final String whole = cells.apply(rows.get(row)).get(i);
            if (item.getBounds(i).contains(at) && !item.getText(i).equals(whole)) {
                tip = whole;
            }
        }
        if (tip == null ? table.getToolTipText() != null : !tip.equals(table.getToolTipText())) {
            table.setToolTipText(tip);
        }
    }
}
