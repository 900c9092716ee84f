package org.signalbox.replay;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.signalbox.capture.CaptureWriter;
import org.signalbox.schema.JsonText;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.Simulations.Decisions;
import org.signalbox.vswitch.Simulations.Deliveries;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.decision.Decision;

/**
 * The files of a replay: for each port a capture of what was delivered there, the report, and the trace if it is
 * wanted. What cannot be written is remembered and said by {@link #check}, as the engine that delivers is no place to
 * throw.
 */
final class Results implements Deliveries, Closeable {

    private static final String REPORT = "report.json";
    private static final String TRACE = "trace.jsonl";
    private static final String CAPTURE = ".pcapng";

    private static final Comparator<DropCount> ORDER = Comparator.comparing(DropCount::extension)
            .thenComparing(DropCount::rule).thenComparing(DropCount::port).thenComparing(DropCount::direction)
            .thenComparing(DropCount::reason);

    private final OutputFolder folder;
    private final List<CaptureWriter> captures = new ArrayList<>();
    private final BufferedWriter trace;
    private final Schema<Decision> decisionSchema = Schema.of(Decision.class);
    private IOException failure;

    Results(final SwitchSpec spec, final OutputFolder folder, final boolean trace) throws IOException {
        this.folder = folder;
        boolean opened = false;
        try {
            for (final PortSpec port : spec.ports()) {
                final CaptureWriter writer = CaptureWriter.create(folder.file(port.name() + CAPTURE));
                captures.add(writer);
                writer.addInterface(port.name());
            }
            this.trace = trace ? Files.newBufferedWriter(folder.file(TRACE)) : null;
            opened = true;
        } finally {
            if (!opened) {
                closeCaptures();
            }
        }
    }

    /** Every file that a replay of the switch may write. */
    static List<String> fileNames(final SwitchSpec spec) {
        final List<String> names = new ArrayList<>(List.of(REPORT, TRACE));
        spec.ports().forEach(port -> names.add(port.name() + CAPTURE));
        return names;
    }

    @Override
    public void deliver(final int port, final long timeNanos, final MemorySegment memory, final long offset,
            final int length, final int wireLength) {
        if (failure == null) {
            try {
                captures.get(port).write(0, timeNanos, memory, offset, length, wireLength);
            } catch (final IOException e) {
                failure = e;
            }
        }
    }

    /** Who is to be told of decisions: null when no trace is wanted. */
    Decisions decisions() {
        return trace == null ? null : this::write;
    }

    private void write(final Decision decision) {
        if (failure == null) {
            try {
                trace.write(JsonText.compact(decisionSchema.unbind(decision)));
                trace.write('\n');
            } catch (final IOException e) {
                failure = e;
            }
        }
    }

    /** @throws IOException if something could not be written since the last look */
    void check() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    /** Adds the report and sees everything written. */
    void finish(final SwitchStatus status) throws IOException {
        check();
        for (final CaptureWriter capture : captures) {
            capture.flush();
        }
        if (trace != null) {
            trace.flush();
        }
        Files.writeString(folder.file(REPORT), report(status));
    }

    /** The account as JSON; drops are sorted, so that it does not depend on which happened first. */
    static String report(final SwitchStatus status) {
        final Map<String, Object> report = new LinkedHashMap<>();
        report.put("frames", Schema.of(FrameTotals.class).unbind(status.totals()));
        report.put("drops", status.drops().stream().filter(drop -> drop.count() > 0).sorted(ORDER)
                .map(Schema.of(DropCount.class)::unbind).toList());
        return JsonText.pretty(report);
    }

    @Override
    public void close() throws IOException {
        try (BufferedWriter _ = trace) {
            closeCaptures();
        }
    }

    private void closeCaptures() throws IOException {
        IOException first = null;
        for (final CaptureWriter capture : captures) {
            try {
                capture.close();
            } catch (final IOException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
