package org.signalbox.replay;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.Simulations;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.decision.Copy;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Headers;
import org.signalbox.vswitch.decision.Step;
import org.signalbox.vswitch.decision.Verdict;
import org.signalbox.vswitch.extension.Extension;

/**
 * A stand-in for the engine that repeats each frame to all other ports, and drops those of less than ten bytes. A
 * switch named {@code refused} it refuses.
 */
final class Hub implements Simulations {

    private static final Headers NO_HEADERS = new Headers(Optional.empty(), Optional.empty(), 0, Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    @Override
    public Simulation open(final SwitchSpec spec, final Deliveries deliveries, final Decisions decisions) {
        if (spec.name().equals("refused")) {
            throw new IllegalArgumentException("found a hub, expected a switch");
        }
        return new Simulation() {
            private long in;
            private long delivered;
            private long dropped;

            @Override
            public void enter(final int port, final long timeNanos, final MemorySegment memory, final long offset,
                    final int length, final int wireLength) {
                in++;
                if (length < 10) {
                    dropped++;
                } else {
                    IntStream.range(0, spec.ports().size()).filter(other -> other != port).forEach(other -> {
                        delivered++;
                        deliveries.deliver(other, timeNanos, memory, offset, length, wireLength);
                    });
                }
                if (decisions != null) {
                    decisions.decided(new Decision(in, timeNanos, spec.ports().get(port).name(), length, NO_HEADERS,
                            List.of(new Step("switch", Verdict.FLOOD, "", "", Optional.empty())),
                            List.of(new Copy("b", List.of(new Step("switch", Verdict.DELIVER, "", "",
                                    Optional.empty()))))));
                }
            }

            @Override
            public void flush() {
            }

            @Override
            public void upgrade(final String id, final Extension next) {
                throw new UnsupportedOperationException("a hub has no extensions");
            }

            @Override
            public SwitchStatus status() {
                return new SwitchStatus(0, spec, spec.extensions().stream().map(id -> new StageStatus(id,
                        StageStatus.State.FAULTED, "it threw", Optional.empty(), "", 0, 0)).toList(), List.of(),
                        new FrameTotals(in, delivered + dropped, delivered, dropped, 0), List.of(
                                new DropCount("switch", "short", "a", Direction.INGRESS, "too short", dropped),
                                new DropCount("alpha", "never", "a", Direction.EGRESS, "never", 0)), 0);
            }

            @Override
            public void close() {
            }
        };
    }
}
