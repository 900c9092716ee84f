package org.example.observer;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.signalbox.vswitch.extension.CapturingStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.PortState;
import org.signalbox.vswitch.extension.StagePort;

/** The counts of one switch, or of the ports that one of its workers has. */
final class ObserverStage implements CapturingStage {
    private final String switchName;
    private final Consumer<ObserverStage> closed;
    // by index of the port; replaced as a whole, since others read it
    private volatile PortCounts[] ports = {};

    ObserverStage(final String switchName, final Consumer<ObserverStage> closed) {
        this.switchName = switchName;
        this.closed = closed;
    }

    @Override
    public void portChanged(final StagePort port, final Object policy) {
        if (port.index() >= ports.length || ports[port.index()] == null) {
            put(port.index(), new PortCounts(port.name()));
        }
    }

    @Override
    public void portRemoved(final StagePort port) {
        put(port.index(), null);
    }

    private void put(final int index, final PortCounts counts) {
        final PortCounts[] next = Arrays.copyOf(ports, Math.max(ports.length, index + 1));
        next[index] = counts;
        ports = next;
    }

    @Override
    public void ingress(final FrameBatch frames) {
        final PortCounts[] now = ports;
        for (int k = 0; k < frames.live(); k++) {
            final int frame = frames.frame(k);
            final int port = frames.sourcePort(frame);
            if (port != FrameBatch.NO_PORT) {
                now[port].count(Protocol.of(frames, frame), PortCounts.IN, frames.wireLength(frame));
            }
        }
    }

    @Override
    public void egress(final FrameBatch copies) {
        final PortCounts[] now = ports;
        for (int k = 0; k < copies.live(); k++) {
            final int copy = copies.frame(k);
            now[copies.destinationPort(copy)].count(Protocol.of(copies, copy), PortCounts.OUT,
                    copies.wireLength(copy));
        }
    }

    @Override
    public Optional<PortState> save(final StagePort port) {
        return Optional.of(ports[port.index()].save());
    }

    @Override
    public boolean restore(final StagePort port, final PortState state) {
        return ports[port.index()].restore(state);
    }

    @Override
    public void close() {
        closed.accept(this);
    }

    /** What was counted so far; called by any thread. */
    Stream<Traffic> traffic() {
        return Arrays.stream(ports).filter(Objects::nonNull).flatMap(counts ->
                Arrays.stream(Protocol.values()).map(protocol -> counts.traffic(switchName, protocol)));
    }
}
