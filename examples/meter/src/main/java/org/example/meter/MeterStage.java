package org.example.meter;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.PortState;
import org.signalbox.vswitch.extension.StagePort;

/** The meters of one switch, or of one of its workers. */
final class MeterStage implements FilteringStage {
    private final String switchName;
    private final Consumer<MeterStage> closed;
    // by name of the port, for those who read; kept while the policy is away
    private final Map<String, Meter> meters = new ConcurrentHashMap<>();
    // by index of the port; null where there is no policy
    private Meter[] ports = {};

    MeterStage(final String switchName, final Consumer<MeterStage> closed) {
        this.switchName = switchName;
        this.closed = closed;
    }

    @Override
    public void portChanged(final StagePort port, final Object policy) {
        if (port.index() >= ports.length) {
            ports = Arrays.copyOf(ports, port.index() + 1);
        }
        ports[port.index()] = policy == null ? null : meter(port);
        if (policy instanceof Metered metered) {
            ports[port.index()].follow(metered);
        }
    }

    private Meter meter(final StagePort port) {
        return meters.computeIfAbsent(port.name(), _ -> new Meter());
    }

    @Override
    public void portRemoved(final StagePort port) {
        ports[port.index()] = null;
        meters.remove(port.name());
    }

    @Override
    public void ingress(final FrameBatch frames, final IngressActions actions) {
        final boolean recorded = frames.isRecorded();
        for (int k = 0; k < frames.live(); k++) {
            final int frame = frames.frame(k);
            count(frames, frame, frames.sourcePort(frame), recorded);
        }
    }

    @Override
    public void egress(final FrameBatch copies, final EgressActions actions) {
        final boolean recorded = copies.isRecorded();
        for (int k = 0; k < copies.live(); k++) {
            final int copy = copies.frame(k);
            count(copies, copy, copies.destinationPort(copy), recorded);
        }
    }

    private void count(final FrameBatch frames, final int frame, final int port, final boolean recorded) {
        if (port != FrameBatch.NO_PORT && ports[port] != null) {
            ports[port].count(frames, frame, recorded);
        }
    }

    @Override
    public Optional<PortState> save(final StagePort port) {
        return Optional.ofNullable(meters.get(port.name())).map(Meter::save);
    }

    @Override
    public boolean restore(final StagePort port, final PortState state) {
        return meter(port).restore(state);
    }

    @Override
    public void close() {
        closed.accept(this);
    }

    /** What was counted so far; called by any thread. */
    Stream<Reading> readings() {
        return meters.entrySet().stream().map(each -> each.getValue().readings(switchName, each.getKey()))
                .flatMap(List::stream);
    }
}
