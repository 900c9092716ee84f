package org.example.loadbalancer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.frame.EtherType;
import org.signalbox.vswitch.extension.ForwardActions;
import org.signalbox.vswitch.extension.ForwardingStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.PortState;
import org.signalbox.vswitch.extension.PortStep;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/** The balancer of one switch, or of the ports that one of its workers has. */
final class LoadBalancerStage implements ForwardingStage {
    private static final int VERSION = 1;
    private static final long NOBODY = -1;
    private static final int SMALLEST = 8;
    private static final int ARP_LENGTH = 28;
    private static final int ARP_OPERATION = 6;
    private static final int ARP_TARGET = 24;
    private static final int REQUEST = 1;

    private final int noBackend;
    private final int fromBackend;
    private final Map<Integer, String> connected = new HashMap<>();
    private List<String> names = List.of();
    private Backends backends = new Backends(List.of(), Map.of());
    private FlowTable flows = new FlowTable(SMALLEST);
    private long mac = NOBODY;
    private int address;

    LoadBalancerStage(final StageContext context) {
        noBackend = context.dropReason("noBackend", "no backend of the virtual address is connected");
        fromBackend = context.dropReason("fromBackend", "a backend is itself who has the virtual address");
    }

    @Override
    public void switchPolicyChanged(final Object now) {
        int room = SMALLEST;
        mac = NOBODY;
        names = List.of();
        if (now instanceof Balancer policy) {
            room = policy.flows();
            mac = policy.mac().value();
            address = policy.address().v4();
            names = policy.backends();
        }
        final FlowTable before = flows;
        flows = new FlowTable(room);
        flows.addAll(before);
        arrange();
    }

    @Override
    public void portChanged(final StagePort port, final Object none) {
        connected.put(port.index(), port.name());
        arrange();
    }

    @Override
    public void portRemoved(final StagePort port) {
        disconnect(port);
    }

    @Override
    public void portStep(final StagePort port, final PortStep step) {
        // a NIC that comes to be is not connected yet
        if (step == PortStep.CREATE_NIC || step == PortStep.DISCONNECT_NIC) {
            disconnect(port);
        } else if (step == PortStep.CONNECT_NIC) {
            portChanged(port, null);
        }
    }

    private void disconnect(final StagePort port) {
        connected.remove(port.index());
        flows.forget(port.index());
        arrange();
    }

    private void arrange() {
        backends = new Backends(names, connected);
    }

    @Override
    public void forward(final FrameBatch frames, final ForwardActions actions) {
        for (int k = 0; k < frames.live(); k++) {
            final int frame = frames.frame(k);
            if (frames.destinationMac(frame) == mac && backends.has(frames.sourcePort(frame))) {
                actions.drop(frame, fromBackend);
            } else if (frames.destinationMac(frame) == mac) {
                balance(frames, frame, actions);
            } else if (mac != NOBODY && asksForService(frames, frame)) {
                send(frames, frame, backends.choose(frames.sourceMac(frame)), "arp", actions);
            } else {
                actions.normal(frame);
            }
        }
    }

    private void balance(final FrameBatch frames, final int frame, final ForwardActions actions) {
        final long key = FlowKeys.of(frames, frame);
        final long now = frames.timeNanos(frame);
        final int known = flows.port(key, now);
        if (backends.has(known)) {
            send(frames, frame, known, "known", actions);
            return;
        }
        final int port = backends.choose(key);
        if (port != Backends.NONE) {
            flows.put(key, port, now);
        }
        send(frames, frame, port, "new", actions);
    }

    /** Whether a client asks by ARP who has the virtual address: one backend is to answer, not all. */
    private boolean asksForService(final FrameBatch frames, final int frame) {
        final int arp = frames.networkOffset(frame);
        return frames.etherType(frame) == EtherType.ARP && arp >= 0 && arp + ARP_LENGTH <= frames.length(frame)
                && frames.u16(frame, arp + ARP_OPERATION) == REQUEST
                && frames.i32(frame, arp + ARP_TARGET) == address && !backends.has(frames.sourcePort(frame));
    }

    private void send(final FrameBatch frames, final int frame, final int port, final String rule,
            final ForwardActions actions) {
        if (port == Backends.NONE) {
            actions.drop(frame, noBackend);
            return;
        }
        actions.to(frame, port);
        if (frames.isRecorded()) {
            frames.because(frame, rule, "backend " + connected.get(port));
        }
    }

    @Override
    public Optional<PortState> save(final StagePort port) {
        return backends.has(port.index()) ? Optional.of(new PortState(VERSION, flows.save(port.index())))
                : Optional.empty();
    }

    @Override
    public boolean restore(final StagePort port, final PortState state) {
        if (state.version() != VERSION || state.size() % FlowTable.BYTES != 0) {
            return false;
        }
        flows.restore(port.index(), state.data());
        return true;
    }
}
