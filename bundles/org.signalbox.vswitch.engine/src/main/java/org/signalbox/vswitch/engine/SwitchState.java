package org.signalbox.vswitch.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a switch remembers from frame to frame, whichever worker runs them. The table has one writer; what is remembered
 * of a port is touched by the worker that owns the port.
 */
final class SwitchState {
    private final ForwardingTable table = new ForwardingTable();
    private final StormControl storms = new StormControl();
    private final SenderAddresses senders = new SenderAddresses();
    private final Map<String, AtomicInteger> sequences = new ConcurrentHashMap<>();

    ForwardingTable table() {
        return table;
    }

    StormControl storms() {
        return storms;
    }

    SenderAddresses senders() {
        return senders;
    }

    /** The sequence number of a mirror's packets. */
    AtomicInteger sequence(final String mirror) {
        return sequences.computeIfAbsent(mirror, _ -> new AtomicInteger());
    }

    /** While no worker is in a batch: takes on the ports and settings of a program. */
    void program(final Program program) {
        final PortTable ports = program.ports();
        table.configure(program.spec().forwardingTable());
        table.limit(ports);
        table.fix(ports.staticAddresses());
        storms.ensurePorts(ports.size());
        senders.limit(ports);
        sequences.keySet().retainAll(program.spec().mirrors().stream().map(mirror -> mirror.name()).toList());
    }

    /**
     * While no worker of either is in a batch: what another remembers of a port is remembered of one here, what was
     * learned there aside.
     */
    void takeOn(final SwitchState other, final int from, final int to) {
        storms.takeOn(other.storms, from, to);
        senders.takeOn(other.senders, from, to);
    }

    /** While no worker is in a batch: forgets what was learned at a port, or remembered of it. */
    void forget(final int port) {
        table.forget(port);
        storms.forget(port);
        senders.forget(port);
    }
}
