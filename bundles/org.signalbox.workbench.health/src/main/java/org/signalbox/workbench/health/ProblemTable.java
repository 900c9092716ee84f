package org.signalbox.workbench.health;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;

/** The table of problems, of which only rows on screen are written. */
final class ProblemTable {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final String[] TITLES = {"Severity", "Object", "Problem", "Kind", "Since"};
    private static final int[] WIDTHS = {124, 150, 240, 90, 84};
    private static final int PROBLEM = 2;

    private final Table table;
    private final Theme theme;
    private List<Problem.Seen> rows = List.of();

    /** @param selected called when the user has selected rows */
    ProblemTable(Composite parent, Theme theme, Runnable selected) {
        this.theme = theme;
        table = new Table(parent, SWT.BORDER | SWT.FULL_SELECTION | SWT.MULTI | SWT.VIRTUAL);
        table.setHeaderVisible(true);
        for (int i = 0; i < TITLES.length; i++) {
            final TableColumn column = new TableColumn(table, SWT.LEFT);
            column.setText(TITLES[i]);
            column.setWidth(WIDTHS[i]);
        }
        table.addListener(SWT.SetData, event -> {
            // while it is emptied, GTK asks for what is no longer there
            if (event.index >= 0 && event.index < rows.size()) {
                fill((TableItem) event.item, rows.get(event.index));
            }
        });
        table.addListener(SWT.Selection, event -> selected.run());
        table.addListener(SWT.Resize, event -> fit());
        theme.onSwitch(table, table::clearAll);
    }

    Table control() {
        return table;
    }

    /** Shows other rows; those that are still there stay selected, or else the one in the place of the first. */
    void show(List<Problem.Seen> next) {
        if (next.equals(rows)) {
            return;
        }
        final Set<Problem> before = new HashSet<>(selected());
        final int place = table.getSelectionIndex();
        rows = next;
        table.deselectAll();
        table.setItemCount(rows.size());
        table.clearAll();
        final int[] still = before.isEmpty() ? new int[0] : IntStream.range(0, rows.size())
                .filter(row -> before.contains(rows.get(row).problem())).toArray();
        if (still.length > 0) {
            table.select(still);
        } else if (!rows.isEmpty()) {
            table.select(Math.clamp(place, 0, rows.size() - 1));
        }
    }

    List<Problem> selected() {
        return IntStream.of(table.getSelectionIndices()).filter(row -> row < rows.size())
                .mapToObj(row -> rows.get(row).problem()).toList();
    }

    private void fill(TableItem item, Problem.Seen row) {
        final Problem problem = row.problem();
        item.setImage(0, theme.icon(problem.severity().icon(), problem.severity().token()));
        item.setText(new String[] {problem.severity().word(), problem.object(), problem.sentence(),
                problem.kind().word(), TIME.format(row.since())});
        item.setForeground(0, theme.color(problem.severity().token()));
        item.setForeground(1, theme.color(Token.TEXT));
    }

    /** The sentence takes what room is left. */
    private void fit() {
        int others = 0;
        for (int i = 0; i < WIDTHS.length; i++) {
            others += i == PROBLEM ? 0 : WIDTHS[i];
        }
        table.getColumn(PROBLEM).setWidth(Math.max(WIDTHS[PROBLEM], table.getClientArea().width - others));
    }
}
