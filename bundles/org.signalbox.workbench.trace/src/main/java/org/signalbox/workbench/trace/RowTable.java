package org.signalbox.workbench.trace;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

    /**
     * @param cells    the texts of a row
     * @param toned    the column whose text has a colour
     * @param tone     that colour
     * @param selected called when the user has selected a row
     */
    RowTable(Composite parent, Theme theme, List<Column> columns, Function<T, List<String>> cells, int toned,
            Function<T, Token> tone, Runnable selected) {
        this.theme = theme;
        this.columns = columns;
        this.cells = cells;
        this.toned = toned;
        this.tone = tone;
        table = new Table(parent, SWT.BORDER | SWT.FULL_SELECTION | SWT.SINGLE | SWT.VIRTUAL);
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

    /** Shows other rows; none is selected then. */
    void show(List<T> next) {
        rows = List.copyOf(next);
        table.deselectAll();
        table.setItemCount(rows.size());
        table.clearAll();
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

    void select(int row) {
        table.setSelection(row);
    }

    /** Scrolls so that a row is on screen. */
    void reveal(int row) {
        table.showItem(table.getItem(row));
    }

    /** Scrolls to the last row. */
    void revealLast() {
        if (!rows.isEmpty()) {
            reveal(rows.size() - 1);
        }
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
