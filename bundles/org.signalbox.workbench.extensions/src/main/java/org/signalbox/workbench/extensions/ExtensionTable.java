package org.signalbox.workbench.extensions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Theme;

/** The extensions of a switch, a row each; one is selected as long as there is one. */
final class ExtensionTable {

    private static final int LEAST_HEIGHT = 96;
    /** Pixels of a cell beside its text. */
    private static final int TRIM = 12;

    /** A column; the last one takes the width that is left over. */
    private record Column(String title, int width, int alignment, String tip) {
    }

    private static final List<Column> COLUMNS = List.of(
            new Column("Order", 50, SWT.RIGHT, "Place on a frame's way in"),
            new Column("Extension", 216, SWT.LEFT, "Symbolic name of its bundle"),
            new Column("Kind", 82, SWT.LEFT, "What it may do"),
            new Column("Version", 118, SWT.LEFT, "Version of its bundle"),
            new Column("ns/frame", 72, SWT.RIGHT, "Nanoseconds that half of the frames took at most, now"),
            new Column("p99", 68, SWT.RIGHT, "Nanoseconds that 99 of 100 frames took at most, now"),
            new Column("Share %", 68, SWT.RIGHT, "Of the time that the switch spends on frames, now"),
            new Column("Frames", 104, SWT.RIGHT, "Frames it was handed"),
            new Column("Drops", 72, SWT.RIGHT, "Frames it dropped"),
            new Column("Faults", 56, SWT.RIGHT, "How often it failed since it was enabled"),
            new Column("State", 100, SWT.LEFT, "Whether frames pass through it"));
    private static final int STATE = COLUMNS.size() - 1;

    private final Table table;
    private final Theme theme;
    private List<Line> lines = List.of();

    ExtensionTable(Composite parent, Theme theme, Runnable selected) {
        this.theme = theme;
        table = new Table(parent, SWT.BORDER | SWT.FULL_SELECTION | SWT.SINGLE);
        table.setHeaderVisible(true);
        final GridData data = new GridData(SWT.FILL, SWT.FILL, true, true);
        data.heightHint = LEAST_HEIGHT;
        data.minimumHeight = LEAST_HEIGHT;
        table.setLayoutData(data);
        for (final Column column : COLUMNS) {
            final TableColumn shown = new TableColumn(table, column.alignment());
            shown.setText(column.title());
            shown.setToolTipText(column.tip());
            shown.setWidth(column.width());
        }
        table.addListener(SWT.Selection, event -> selected.run());
        table.addListener(SWT.Resize, event -> fill());
    }

    Table control() {
        return table;
    }

    private void fill() {
        final int others = COLUMNS.stream().limit(STATE).mapToInt(Column::width).sum();
        table.getColumn(STATE).setWidth(Math.max(COLUMNS.getLast().width(), table.getClientArea().width - others));
    }

    Optional<Line> selected() {
        final int index = table.getSelectionIndex();
        return index < 0 || index >= lines.size() ? Optional.empty() : Optional.of(lines.get(index));
    }

    /** Shows other lines; the extension that was selected stays selected. */
    void show(List<Line> next) {
        final Optional<String> chosen = selected().map(Line::id);
        lines = List.copyOf(next);
        table.setItemCount(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            final TableItem item = table.getItem(i);
            final List<String> cells = new ArrayList<>(lines.get(i).cells());
            cells.set(STATE, fitted(cells.get(STATE)));
            for (int column = 0; column < cells.size(); column++) {
                if (!item.getText(column).equals(cells.get(column))) {
                    item.setText(column, cells.get(column));
                }
            }
            item.setForeground(STATE, theme.color(lines.get(i).color()));
            if (chosen.filter(lines.get(i).id()::equals).isPresent() && table.getSelectionIndex() != i) {
                table.setSelection(i);
            }
        }
        if (table.getSelectionIndex() < 0 && !lines.isEmpty()) {
            table.setSelection(0);
        }
    }

    /** A state that its column has no room for ends in an ellipsis; the details have all of it. */
    private String fitted(String text) {
        final int room = table.getColumn(STATE).getWidth() - TRIM;
        final GC gc = new GC(table);
        try {
            return Figures.fitted(text, room, each -> gc.textExtent(each).x);
        } finally {
            gc.dispose();
        }
    }

    Line line(int row) {
        return lines.get(row);
    }
}
