package org.signalbox.workbench.trace;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.DecisionRows;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.trace.RowTable.Column;

/**
 * The frames that were followed, a row each, newest last. As long as none is selected the newest is on screen; one that
 * is selected stays selected, also when it is no longer among them, until Escape.
 */
final class FrameTable {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    private static final List<Column> COLUMNS = List.of(
            new Column("Frame", 64, SWT.RIGHT, 0),
            new Column("Time", 100, SWT.LEFT, 0),
            new Column("Port", 88, SWT.LEFT, 0),
            new Column("What", 220, SWT.LEFT, 2),
            new Column("Verdict", 72, SWT.LEFT, 0),
            new Column("Stage", 216, SWT.LEFT, 0),
            new Column("Rule", 100, SWT.LEFT, 0),
            new Column("Why", 120, SWT.LEFT, 2),
            new Column("To", 88, SWT.LEFT, 1));
    private static final int VERDICT = 4;

    private final RowTable<Decision> table;
    private List<Decision> frames = List.of();
    private Optional<Decision> chosen = Optional.empty();

    /** @param selected called when the user has selected a frame */
    FrameTable(Composite parent, Theme theme, Runnable selected) {
        table = new RowTable<>(parent, theme, COLUMNS, FrameTable::cells, VERDICT,
                frame -> StepRow.tone(DecisionRows.frame(frame).verdict()), () -> choose(selected));
        table.control().addListener(SWT.KeyDown, event -> {
            if (event.keyCode == SWT.ESC) {
                table.control().deselectAll();
                choose(selected);
                table.revealLast();
            }
        });
    }

    private void choose(Runnable selected) {
        chosen = table.selected();
        selected.run();
    }

    private static List<String> cells(Decision decision) {
        final DecisionRows.Frame row = DecisionRows.frame(decision);
        return List.of(String.valueOf(row.frame()), TIME.format(row.time()), row.vmNetworkAdapterName(), row.summary(),
                row.verdict(), row.extension(), row.rule(), row.reason(), row.destinations());
    }

    Table control() {
        return table.control();
    }

    /** Forgets what was selected. */
    void clear() {
        chosen = Optional.empty();
        show(List.of());
    }

    /** Shows the frames as they are now. */
    void show(List<Decision> now) {
        if (now.equals(frames)) {
            return;
        }
        frames = now;
        table.show(now);
        if (chosen.isEmpty()) {
            table.revealLast();
        } else {
            final int index = now.indexOf(chosen.get());
            if (index >= 0) {
                table.select(index);
            }
        }
    }

    Optional<Decision> selected() {
        return chosen;
    }
}
