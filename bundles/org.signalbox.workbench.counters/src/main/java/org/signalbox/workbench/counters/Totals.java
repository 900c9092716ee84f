package org.signalbox.workbench.counters;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.Traffic;
import org.signalbox.workbench.Csv;

/** The totals of a switch or a port since it was made; immutable. */
record Totals(Source source, String state, long framesIn, long bytesIn, long framesOut, long bytesOut, long drops,
        String mostDropped) {

    /** A row for each switch, each followed by those of its ports. */
    static List<Totals> of(List<SwitchStatus> switches) {
        final List<Totals> rows = new ArrayList<>();
        for (final SwitchStatus each : switches) {
            rows.add(new Totals(new Source(each.spec().name(), Optional.empty()), "switch", each.totals().in(),
                    each.ports().stream().map(PortStatus::received).mapToLong(Traffic::bytes).sum(),
                    each.totals().delivered(),
                    each.ports().stream().map(PortStatus::delivered).mapToLong(Traffic::bytes).sum(),
                    each.totals().dropped(), most(each.drops())));
            for (final PortStatus port : each.ports()) {
                rows.add(new Totals(new Source(each.spec().name(), Optional.of(port.spec().name())),
                        port.link().name().toLowerCase(Locale.ROOT), port.received().frames(), port.received().bytes(),
                        port.delivered().frames(), port.delivered().bytes(),
                        port.drops().stream().mapToLong(DropCount::count).sum(), most(port.drops())));
            }
        }
        return rows;
    }

    private static String most(List<DropCount> drops) {
        return drops.stream().filter(each -> each.count() > 0).max(Comparator.comparingLong(DropCount::count))
                .map(each -> each.rule() + ", " + each.reason()).orElse("");
    }

    /** Every counter that there is, a line each. */
    static Csv all(Reading now) {
        final Rows rows = new Rows();
        for (final SwitchStatus each : now.switches()) {
            final String name = each.spec().name();
            rows.add(name, "", "frames in", "", "", "", each.totals().in());
            rows.add(name, "", "frames made", "", "", "", each.totals().made());
            rows.add(name, "", "copies", "", "", "", each.totals().copies());
            rows.add(name, "", "copies delivered", "", "", "", each.totals().delivered());
            rows.add(name, "", "copies dropped", "", "", "", each.totals().dropped());
            rows.add(name, "", "copies held", "", "", "", each.totals().held());
            rows.add(name, "", "learned addresses", "", "", "", each.learned());
            Optional.ofNullable(now.caches().get(name)).ifPresent(cache -> {
                rows.add(name, "", "flow cache flows", "", "", "", cache.flows());
                rows.add(name, "", "flow cache hits", "", "", "", cache.hits());
                rows.add(name, "", "flow cache misses", "", "", "", cache.misses());
            });
            for (final StageStatus stage : each.stages()) {
                rows.add(name, "", "extension frames", stage.extension(), "", "", stage.frames());
                rows.add(name, "", "extension drops", stage.extension(), "", "", stage.drops());
                rows.add(name, "", "extension faults", stage.extension(), "", "", stage.faults());
            }
            for (final PortStatus port : each.ports()) {
                final String of = port.spec().name();
                rows.add(name, of, "frames in", "", "", "", port.received().frames());
                rows.add(name, of, "bytes in", "", "", "", port.received().bytes());
                rows.add(name, of, "frames out", "", "", "", port.delivered().frames());
                rows.add(name, of, "bytes out", "", "", "", port.delivered().bytes());
                port.drops().forEach(drop ->
                        rows.add(name, of, "drops", drop.extension(), drop.rule(), drop.reason(), drop.count()));
            }
        }
        return new Csv(List.of("Switch", "Port", "Counter", "Extension", "Rule", "Reason", "Value"), rows.cells);
    }

    /** Lines of all counters. */
    private static final class Rows {

        private final List<List<String>> cells = new ArrayList<>();

        void add(String switchName, String port, String counter, String extension, String rule, String reason,
                long value) {
            cells.add(List.of(switchName, port, counter, extension, rule, reason, String.valueOf(value)));
        }
    }
}
