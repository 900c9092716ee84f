package org.signalbox.workbench.policies;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.signalbox.vswitch.RuleCount;
import org.signalbox.workbench.Csv;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.RowMoves;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;

/** The entries of an access list, a row each, with how often each decided. */
final class AclTable {

    private static final int LEAST_HEIGHT = 96;
    private static final int ACTION = 1;
    private static final int TRIM = 2;

    private final Table table;
    private final Theme theme;
    private AclList list;
    private List<Integer> rows = List.of();
    private List<RuleCount> counts = List.of();

    AclTable(Composite parent, Theme theme, AclKind kind, Runnable selected, RowMoves.Moves moves) {
        this.theme = theme;
        list = new AclList(kind, List.of());
        table = new Table(parent, SWT.BORDER | SWT.FULL_SELECTION | SWT.SINGLE | SWT.VIRTUAL);
        table.setHeaderVisible(true);
        final GridData data = new GridData(SWT.FILL, SWT.FILL, true, true);
        data.heightHint = LEAST_HEIGHT;
        data.minimumHeight = LEAST_HEIGHT;
        table.setLayoutData(data);
        for (final AclKind.Column column : kind.columns()) {
            final TableColumn shown = new TableColumn(table, column.alignment());
            shown.setText(column.title());
            shown.setToolTipText(column.tip());
            shown.setWidth(column.width());
        }
        table.addListener(SWT.SetData, event -> write((TableItem) event.item, event.index));
        table.addListener(SWT.Selection, event -> selected.run());
        table.addListener(SWT.Resize, event -> fill());
        theme.onSwitch(table, table::clearAll);
        RowMoves.install(table, moves);
    }

    Table control() {
        return table;
    }

    private void fill() {
        final List<AclKind.Column> columns = list.kind().columns();
        final int widest = list.kind().widest();
        final int others = columns.stream().mapToInt(AclKind.Column::width).sum() - columns.get(widest).width();
        table.getColumn(widest).setWidth(Math.max(columns.get(widest).width(),
                table.getClientArea().width - others - TRIM));
    }

    /** Shows a list with its counters; the selection is left to {@link #select}. */
    void show(AclList next, List<RuleCount> hits) {
        counts = hits;
        if (!next.equals(list)) {
            list = next;
            rows = next.rows();
            table.setItemCount(rows.size());
            table.clearAll();
            return;
        }
        final int shown = table.getClientArea().height / Math.max(1, table.getItemHeight()) + 2;
        final int top = table.getTopIndex();
        for (int row = top; row < Math.min(rows.size(), top + shown); row++) {
            write(table.getItem(row), row);
        }
    }

    private void write(TableItem item, int row) {
        final List<String> cells = cells(row, true);
        for (int column = 0; column < cells.size(); column++) {
            if (!item.getText(column).equals(cells.get(column))) {
                item.setText(column, cells.get(column));
            }
        }
        item.setForeground(ACTION, theme.color(switch (cells.get(ACTION)) {
            case "deny" -> Token.ERROR;
            case "allow" -> Token.OK;
            default -> Token.INFO;
        }));
    }

    private List<String> cells(int row, boolean grouped) {
        final int place = rows.get(row);
        final List<String> cells = new ArrayList<>(List.of(list.number(rows, row)));
        cells.addAll(list.entries().get(place).cells(list.kind()));
        final AclList.Hits hits = list.hits(place, counts);
        for (final long each : new long[] {hits.frames(), hits.bytes()}) {
            cells.add(grouped ? Figures.grouped(each) : String.valueOf(each));
        }
        return cells;
    }

    /** The place of the selected entry in the list. */
    Optional<Integer> selected() {
        final int row = table.getSelectionIndex();
        return row < 0 || row >= rows.size() ? Optional.empty() : Optional.of(rows.get(row));
    }

    /** Selects the entry at a place, or none. */
    void select(Optional<Integer> place) {
        final int row = place.map(rows::indexOf).orElse(-1);
        if (row < 0) {
            table.deselectAll();
        } else if (table.getSelectionIndex() != row) {
            table.setSelection(row);
        }
    }

    Csv csv() {
        return new Csv(list.kind().columns().stream().map(AclKind.Column::title).toList(),
                IntStream.range(0, rows.size()).mapToObj(row -> cells(row, false)).toList());
    }
}
