package org.signalbox.workbench.counters;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.FlowCacheStatus;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.Traffic;
import org.signalbox.vswitch.VirtualSwitches;

/**
 * What counters say at one moment; immutable.
 *
 * @param millis   when, since 1970
 * @param nanos    when, on a clock that only goes forward
 * @param switches all of them
 * @param caches   of the switches that lines were asked of
 * @param values   of the lines, in the order in which they are to be told
 */
record Reading(long millis, long nanos, List<SwitchStatus> switches, Map<String, FlowCacheStatus> caches,
        Map<Line, Double> values) {

    private static final int BITS = 8;

    /** Asks the engine; may wait for a batch of each switch. @param sources whose lines are wanted */
    static Reading of(VirtualSwitches engine, Set<Source> sources, long millis, long nanos) {
        final List<SwitchStatus> switches = engine.switches();
        final Map<Line, Double> values = new LinkedHashMap<>();
        final Map<String, FlowCacheStatus> caches = new LinkedHashMap<>();
        for (final SwitchStatus each : switches) {
            final String name = each.spec().name();
            final Optional<FlowCacheStatus> cache = engine.flowCache(name);
            cache.ifPresent(status -> caches.put(name, status));
            final Source whole = new Source(name, Optional.empty());
            if (sources.contains(whole)) {
                whole(values, whole, each, cache);
            }
            for (final PortStatus port : each.ports()) {
                final Source source = new Source(name, Optional.of(port.spec().name()));
                if (sources.contains(source)) {
                    traffic(values, source, port.received().frames(), port.delivered().frames(),
                            port.received().bytes(), port.delivered().bytes());
                    drops(values, source, port.drops());
                }
            }
        }
        return new Reading(millis, nanos, switches, caches, values);
    }

    private static void whole(Map<Line, Double> values, Source source, SwitchStatus status,
            Optional<FlowCacheStatus> cache) {
        traffic(values, source, status.totals().in(), status.totals().delivered(),
                status.ports().stream().map(PortStatus::received).mapToLong(Traffic::bytes).sum(),
                status.ports().stream().map(PortStatus::delivered).mapToLong(Traffic::bytes).sum());
        drops(values, source, status.drops());
        cache.ifPresent(of -> {
            values.put(new Line(Metric.FLOW_CACHE, source, "hits"), (double) of.hits());
            values.put(new Line(Metric.FLOW_CACHE, source, "misses"), (double) of.misses());
        });
        for (final StageStatus stage : status.stages()) {
            final String name = stage.extension().substring(stage.extension().lastIndexOf('.') + 1);
            stage.cost().ifPresent(cost -> {
                values.put(new Line(Metric.COST, source, name + " median"), cost.medianNanos());
                values.put(new Line(Metric.COST, source, name + " p99"), cost.p99Nanos());
            });
        }
    }

    private static void traffic(Map<Line, Double> values, Source source, long framesIn, long framesOut, long bytesIn,
            long bytesOut) {
        values.put(new Line(Metric.FRAMES, source, "in"), (double) framesIn);
        values.put(new Line(Metric.FRAMES, source, "out"), (double) framesOut);
        values.put(new Line(Metric.BITS, source, "in"), (double) bytesIn * BITS);
        values.put(new Line(Metric.BITS, source, "out"), (double) bytesOut * BITS);
    }

    private static void drops(Map<Line, Double> values, Source source, List<DropCount> drops) {
        for (final DropCount each : drops) {
            values.merge(new Line(Metric.DROPS, source, each.rule() + ", " + each.reason()), (double) each.count(),
                    Double::sum);
        }
    }
}
