package org.signalbox.workbench.trace;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.signalbox.vswitch.decision.DecisionRows;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.trace.RowTable.Column;

/**
 * The frames that were followed, a row each, newest last. The newest is on screen, until a frame is selected or somebody
 * scrolls: then the list stands still. It goes on when its end is on screen again, or with Escape.
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
    private static final long NANOS = 1_000_000_000L;

    private final RowTable<LiveFrame> table;
    private Optional<Listing> listing = Optional.empty();
    private Optional<LiveFrame> chosen = Optional.empty();
    private boolean scrolled;

    /** @param selected called when the user has selected a frame */
    FrameTable(Composite parent, Theme theme, Runnable selected) {
        table = new RowTable<>(parent, theme, true, COLUMNS, FrameTable::cells, VERDICT,
                frame -> StepRow.tone(DecisionRows.frame(frame.decision()).verdict()), () -> choose(selected));
        table.control().addListener(SWT.KeyDown, event -> {
            if (event.keyCode == SWT.ESC) {
                goOn();
                selected.run();
            }
        });
        table.control().addListener(SWT.MouseVerticalWheel, event -> scrolled = true);
        table.control().getVerticalBar().addListener(SWT.Selection, event -> scrolled = true);
    }

    private void choose(Runnable selected) {
        chosen = table.selected();
        selected.run();
    }

    private static List<String> cells(LiveFrame frame) {
        final DecisionRows.Frame row = DecisionRows.frame(frame.decision());
        return List.of(String.valueOf(row.frame()), TIME.format(row.time()), row.vmNetworkAdapterName(), row.summary(),
                row.verdict(), row.extension(), row.rule(), row.reason(), row.destinations());
    }

    /** A time as the list shows it. */
    static String words(long time) {
        return TIME.format(Instant.ofEpochSecond(time / NANOS, time % NANOS));
    }

    Table control() {
        return table.control();
    }

    /** Forgets the frames. */
    void clear() {
        chosen = Optional.empty();
        scrolled = false;
        listing = Optional.empty();
        table.show(List.of());
    }

    /** Lets go of what was selected and shows the newest again. */
    void goOn() {
        table.control().deselectAll();
        chosen = Optional.empty();
        scrolled = false;
        table.revealLast();
    }

    /** Whether newer frames are not shown for now. */
    boolean isStill() {
        return chosen.isPresent() || scrolled;
    }

    /** Shows the frames as they are now, unless the list stands still and still shall have the same ones. */
    void show(Listing now) {
        scrolled = scrolled && !table.isLastShown();
        final boolean same = listing.isPresent() && listing.get().choice() == now.choice();
        if (isStill() && same || listing.isPresent() && listing.get() == now) {
            return;
        }
        listing = Optional.of(now);
        table.show(now.frames());
        if (chosen.isEmpty()) {
            if (!scrolled) {
                table.revealLast();
            }
        } else {
            final int index = now.frames().indexOf(chosen.get());
            if (index >= 0) {
                table.select(index);
            }
        }
    }

    /** The frames that are listed. */
    List<LiveFrame> frames() {
        return listing.map(Listing::frames).orElse(List.of());
    }

    /** Frames that came since the list stands still. */
    long newer(Listing now) {
        return listing.map(shown -> now.seen().told() - shown.seen().told()).orElse(0L);
    }

    /** Scrolls to the first frame at a time or after it; the list stands still then. */
    void reveal(long time) {
        if (!frames().isEmpty()) {
            scrolled = true;
            table.control().setTopIndex(Density.first(frames(), time));
        }
    }

    /**
     * Selects the frame so many rows further down.
     *
     * @return whether there is one
     */
    boolean move(int rows) {
        final int next = table.index() < 0 ? rows > 0 ? 0 : table.size() - 1 : table.index() + rows;
        if (next < 0 || next >= table.size()) {
            return false;
        }
        table.select(next);
        chosen = table.selected();
        return true;
    }

    Optional<LiveFrame> selected() {
        return chosen;
    }

    /** All frames that are selected. */
    List<LiveFrame> allSelected() {
        return table.allSelected();
    }
}
