package org.signalbox.vswitch.engine;

import java.lang.foreign.MemorySegment;

import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.pipeline.FrameSlots;

/** Hands copies to the outlet, tagged as their ports get them, and counts what became of each. Of the core's thread. */
final class Delivery {
    private final FrameSlots slots;
    private final SwitchCounters counters;
    private final Outlet outlet;

    Delivery(final FrameSlots slots, final SwitchCounters counters, final Outlet outlet) {
        this.slots = slots;
        this.counters = counters;
        this.outlet = outlet;
    }

    /** Delivers a slot's frame, with its tag if the port gets it so; -1, or the reason why it was not taken. */
    int deliver(final PortTable ports, final int slot, final int port) {
        if (!ports.tags(port, slots.vlan(slot))) {
            return hand(slot, port);
        }
        slots.pushTag(slot);
        final int refused = hand(slot, port);
        slots.stripTag(slot);
        return refused;
    }

    /** Delivers a frame as it stands in its slot; -1, or the reason why it was not taken. */
    int hand(final int slot, final int port) {
        final int refused = outlet.deliver(port, slots.timeNanos(slot), slots.memory(), slots.offset(slot),
                slots.length(slot), slots.wireLength(slot), slots.offload(slot));
        count(port, slots.wireLength(slot), refused);
        return refused;
    }

    /** Delivers the first bytes of a piece of memory; -1, or the reason why they were not taken. */
    int hand(final int port, final long timeNanos, final MemorySegment memory, final int length, final int wireLength) {
        final int refused = outlet.deliver(port, timeNanos, memory, 0, length, wireLength, 0);
        count(port, wireLength, refused);
        return refused;
    }

    private void count(final int port, final int bytes, final int refused) {
        if (refused < 0) {
            counters.delivered(port, bytes);
        } else {
            counters.dropped(port, Direction.EGRESS, refused);
        }
    }
}
