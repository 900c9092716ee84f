package org.signalbox.workbench.trace;

import java.util.List;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.trace.RowTable.Column;

/** The steps of a packet, a row each. */
final class StepTable {

    private static final List<Column> COLUMNS = List.of(
            new Column("#", 40, SWT.RIGHT, 0),
            new Column("Frame", 60, SWT.RIGHT, 0),
            new Column("Answer", 68, SWT.LEFT, 0),
            new Column("Port", 96, SWT.LEFT, 0),
            new Column("Direction", 80, SWT.LEFT, 0),
            new Column("Stage", 216, SWT.LEFT, 0),
            new Column("Verdict", 72, SWT.LEFT, 0),
            new Column("Rule", 112, SWT.LEFT, 0),
            new Column("Why", 180, SWT.LEFT, 3),
            new Column("Changed", 100, SWT.LEFT, 1));
    private static final int FRAME = 1;
    private static final int ANSWER = 2;
    private static final int VERDICT = 6;

    private final RowTable<Numbered> table;

    StepTable(Composite parent, Theme theme, Runnable selected) {
        table = new RowTable<>(parent, theme, COLUMNS, Numbered::cells, VERDICT, row -> row.step().tone(), selected);
        show(List.of());
    }

    Table control() {
        return table.control();
    }

    /** Shows other steps; the first drop is selected, or else the first step by an extension. */
    void show(List<StepRow> steps) {
        table.setShown(FRAME, steps.stream().map(StepRow::frame).distinct().count() > 1);
        table.setShown(ANSWER, steps.stream().anyMatch(step -> !step.answer().isEmpty()));
        table.show(Numbered.of(steps));
        final int drop = first(steps, true);
        final int row = drop < 0 ? first(steps, false) : drop;
        if (row >= 0) {
            table.select(row);
        }
    }

    private static int first(List<StepRow> steps, boolean drop) {
        for (int i = 0; i < steps.size(); i++) {
            if (drop ? steps.get(i).is("drop") : steps.get(i).isExtension()) {
                return i;
            }
        }
        return -1;
    }

    Optional<StepRow> selected() {
        return table.selected().map(Numbered::step);
    }
}
