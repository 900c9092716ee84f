package org.signalbox.workbench.inventory;

import java.util.List;
import java.util.function.Supplier;
import org.signalbox.query.Completion;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.VirtualSwitches;

/** Reads the fabric and arranges it, off the window's thread. Safe to call from any thread. */
final class Source {

    private final Supplier<VirtualSwitches> switches;
    private final Rates rates = new Rates();
    private volatile Sample last = Sample.NONE;
    private volatile Made made = new Made(Sample.NONE, Kind.MACHINES, List.of());
    private volatile Arrangement wanted;

    /** Rows that are kept, as long as what they are made of is the last sample: they take longer than a filter. */
    private record Made(Sample sample, Kind kind, List<Row> rows) {
    }

    /** @param switches gives null while there is no engine */
    Source(Supplier<VirtualSwitches> switches, Arrangement wanted) {
        this.switches = switches;
        this.wanted = wanted;
    }

    /** The fabric as it is now; may wait for the engine. */
    synchronized Listing sample() {
        final VirtualSwitches engine = switches.get();
        if (engine == null) {
            last = Sample.NONE;
        } else {
            final List<SwitchStatus> now = engine.switches();
            last = new Sample(true, now, engine.extensions(), rates.add(now));
        }
        return arranged();
    }

    /** From now on it is arranged so. */
    void want(Arrangement next) {
        wanted = next;
    }

    /** The last sample, arranged as is wanted now; waits for nothing. */
    Listing arranged() {
        final Sample now = last;
        final Arrangement next = wanted;
        return Listing.of(rows(now, next.kind()), next, now.running());
    }

    private List<Row> rows(Sample now, Kind kind) {
        final Made before = made;
        if (before.sample() == now && before.kind() == kind) {
            return before.rows();
        }
        final List<Row> rows = Rows.of(kind, now);
        made = new Made(now, kind, rows);
        return rows;
    }

    /** What may be typed next; waits for nothing. */
    List<Completion> completions(Arrangement arrangement, String text, int caret) {
        final Sample now = last;
        return Completion.of(text, caret, arrangement.columns(), column ->
                rows(now, arrangement.kind()).stream().map(row -> String.valueOf(column.cell().apply(row))).distinct()
                        .toList());
    }
}
