package org.signalbox.extension.tracing.live;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.signalbox.capture.CaptureWriter.Way;
import org.signalbox.capture.filter.FilterException;
import org.signalbox.capture.filter.FilterExpression;
import org.signalbox.command.RefusedException;
import org.signalbox.extension.tracing.SwitchNames;
import org.signalbox.frame.FrameFilter;
import org.signalbox.schema.SchemaException;
import org.signalbox.vswitch.Following.Selection;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.VirtualSwitches;

/**
 * What is captured, with all names found.
 *
 * @param switchName of the live switch
 * @param ports      adapters whose frames are kept; empty for all
 * @param expression the filter as it was given
 * @param snapLength bytes of a frame that are kept at most
 * @param mostNanos  after which it ends, or a time that does not come
 * @param mostFrames after which it ends
 */
record CaptureRequest(String switchName, Set<String> ports, CaptureWays ways, Optional<String> expression,
        Optional<FrameFilter> filter, int snapLength, long mostNanos, long mostFrames) {
    /** A tenth of a worker's time. */
    private static final int DECISIONS_PER_SECOND = 100_000;

    /** @throws RefusedException with one sentence, for a switch or an adapter that is not there, or a filter that is none */
    static CaptureRequest of(VirtualSwitches switches, String switchName, List<String> ports, CaptureWays ways,
            Optional<String> expression, int snapLength) throws RefusedException {
        final SwitchStatus on = find(switches, switchName);
        for (String port : ports) {
            if (on.spec().ports().stream().noneMatch(each -> each.name().equals(port))) {
                throw new RefusedException("found no network adapter " + SchemaException.describe(port)
                        + " on switch '" + on.spec().name() + "', expected one of "
                        + on.spec().ports().stream().map(PortSpec::name).collect(Collectors.joining(", ")));
            }
        }
        return new CaptureRequest(on.spec().name(), Set.copyOf(ports), ways, expression, filter(expression),
                snapLength, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    private static SwitchStatus find(VirtualSwitches switches, String name) throws RefusedException {
        final List<SwitchStatus> all = switches.switches();
        final String found = SwitchNames.find(all.stream().map(each -> each.spec().name()).toList(), "live switch",
                name);
        return all.stream().filter(each -> each.spec().name().equals(found)).findFirst().orElseThrow();
    }

    static Optional<FrameFilter> filter(Optional<String> expression) throws RefusedException {
        try {
            return expression.isEmpty() ? Optional.empty()
                    : Optional.of(FilterExpression.compile(expression.get()));
        } catch (FilterException refused) {
            throw new RefusedException(refused.getMessage(), refused);
        }
    }

    /** The same, ending after so many seconds or frames. */
    CaptureRequest ending(Optional<Integer> seconds, Optional<Long> frames) {
        return new CaptureRequest(switchName, ports, ways, expression, filter, snapLength,
                seconds.map(TimeUnit.SECONDS::toNanos).orElse(Long.MAX_VALUE), frames.orElse(Long.MAX_VALUE));
    }

    /** What the switch is asked for. What leaves at an adapter may have entered anywhere. */
    Selection selection() {
        return new Selection(ways == CaptureWays.IN ? ports : Set.of(), DECISIONS_PER_SECOND, filter, snapLength);
    }

    /** Whether a frame that passes an adapter this way is kept. */
    boolean keeps(String port, Way way) {
        return ways.include(way) && (ports.isEmpty() || ports.contains(port));
    }
}
