package org.signalbox.workbench.trace;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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
    private List<StepRow> steps = List.of();

    StepTable(Composite parent, Theme theme, Runnable selected) {
        table = new RowTable<>(parent, theme, false, COLUMNS, Numbered::cells, VERDICT, row -> row.step().tone(), selected);
        show(List.of());
    }

    Table control() {
        return table.control();
    }

    /** Shows other steps, the first drop on screen. */
    void show(List<StepRow> next) {
        steps = next;
        table.setShown(FRAME, steps.stream().map(StepRow::frame).distinct().count() > 1);
        table.setShown(ANSWER, steps.stream().anyMatch(step -> !step.answer().isEmpty()));
        table.show(Numbered.of(steps));
        first(step -> step.is("drop")).ifPresent(drop -> table.reveal(steps.indexOf(drop)));
    }

    private Optional<StepRow> first(Predicate<StepRow> which) {
        return steps.stream().filter(which).findFirst();
    }

    List<StepRow> all() {
        return steps;
    }

    /** The step that is selected. */
    Optional<StepRow> selected() {
        return table.selected().map(Numbered::step);
    }

    /** The index of the step that is selected, or -1. */
    int index() {
        return table.index();
    }

    /** Selects a step. */
    void select(int step) {
        table.select(step);
        table.reveal(step);
    }

    /** The step that is meant: the selected one, or else the first drop, or else the first step of an extension. */
    Optional<StepRow> meant() {
        return table.selected().map(Numbered::step).or(() -> first(step -> step.is("drop")))
                .or(() -> first(StepRow::isExtension));
    }
}
