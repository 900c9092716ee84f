package org.signalbox.vswitch.engine;

import org.signalbox.vswitch.pipeline.FrameSlots;

/**
 * The way of a batch in which nothing is new: every frame is of a flow that no stage is called for or drops, from a
 * station that is known where it is, to one that is known where the flow went. What happens to it is what happens on
 * the way of all other batches ({@link SwitchCore}), without the lists of frames and copies that stages need. Of the
 * core's thread.
 */
// All is looked at before anything is done, in loops that are short and call nothing. Whether a frame may go where its
// flow went need not be asked, since ports are the same as long as flows are remembered; nor whether a stage makes
// frames of its own, since such a one is called for every frame. A batch without frames is there for such stages alone.
final class FastPath {
    private final FrameSlots slots;
    private final FlowCache flows;
    private final ForwardingTable table;
    private final Learning learning;
    private final SwitchCounters counters;
    private final Delivery delivery;
    // by slot: the port where it goes, and the places of its stations in the table
    private final int[] to;
    private final int[] sources;
    private final int[] destinations;
    private PortTable ports;
    private boolean open;
    private long batches;

    FastPath(final FrameSlots slots, final FlowCache flows, final ForwardingTable table, final Learning learning,
            final SwitchCounters counters, final Delivery delivery) {
        this.slots = slots;
        this.flows = flows;
        this.table = table;
        this.learning = learning;
        this.counters = counters;
        this.delivery = delivery;
        this.to = new int[slots.capacity()];
        this.sources = new int[slots.capacity()];
        this.destinations = new int[slots.capacity()];
    }

    /** Between two batches: by this the next ones run. */
    void program(final Program next) {
        ports = next.ports();
        open = next.forwarding() == null;
    }

    /**
     * After {@link FlowCache#find}, if all frames are known: takes the batch, all that is left to be done with it.
     *
     * @return whether it did; if not, nothing was done
     */
    boolean take() {
        final int count = slots.count();
        if (!open || count == 0 || !flows.allPass(to) || !table.isSettled(slots, ports, to, sources, destinations)) {
            return false;
        }
        learning.refresh(slots, ports, sources);
        flows.pass();
        counters.becameCopies(count);
        for (int slot = 0; slot < count; slot++) {
            delivery.deliver(ports, slot, to[slot]);
        }
        batches++;
        return true;
    }

    /** Batches that it took. */
    long batches() {
        return batches;
    }
}
