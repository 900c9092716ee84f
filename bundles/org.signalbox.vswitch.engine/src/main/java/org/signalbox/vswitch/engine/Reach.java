package org.signalbox.vswitch.engine;

import org.signalbox.vswitch.pipeline.FrameEntries;
import org.signalbox.vswitch.pipeline.FrameSlots;

/** Whether a frame may go where it is to go. */
final class Reach {
    private final FrameSlots slots;
    private final StormControl storms;

    Reach(final FrameSlots slots, final StormControl storms) {
        this.slots = slots;
        this.storms = storms;
    }

    /** Why a frame is not delivered at the port where its destination is known to be, or -1. */
    int refusedTo(final PortTable ports, final int slot, final int port) {
        final int source = slots.sourcePort(slot);
        if (port == source) {
            return DropReasons.SAME_PORT;
        }
        if (ports.isPlain()) {
            return -1;
        }
        if (ports.isUplink(source) && ports.isUplink(port)) {
            return DropReasons.UPLINK_LOOP;
        }
        return ports.refusal(source, slots.vlan(slot), port) < 0 ? -1 : DropReasons.ISOLATED;
    }

    /** Why a frame is not flooded, or -1. */
    int refusedFlood(final PortTable ports, final int slot) {
        final int source = slots.sourcePort(slot);
        final int limit = ports.stormLimit(source);
        if (limit > 0 && !storms.admits(source, limit, slots.timeNanos(slot))) {
            return DropReasons.STORM_LIMIT;
        }
        return reachesNobody(ports, slot) ? DropReasons.NO_DESTINATION : -1;
    }

    private boolean reachesNobody(final PortTable ports, final int slot) {
        final int source = slots.sourcePort(slot);
        final int[] members = ports.members(slots.vlan(slot));
        if (ports.isPlain()) {
            return members.length == 0 || members.length == 1 && members[0] == source;
        }
        for (final int port : members) {
            if (port != source && ports.refusal(source, slots.vlan(slot), port) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether a forwarding extension chose any port that there is. */
    static boolean hasDestination(final PortTable ports, final FrameEntries entries, final int frame) {
        final int destination = entries.destinationPort(frame);
        if (destination != FrameEntries.SEVERAL) {
            return ports.exists(destination);
        }
        for (int k = 0; k < entries.destinations(frame); k++) {
            if (ports.exists(entries.destination(frame, k))) {
                return true;
            }
        }
        return false;
    }
}
