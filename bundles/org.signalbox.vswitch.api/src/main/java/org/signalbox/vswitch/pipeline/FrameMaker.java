package org.signalbox.vswitch.pipeline;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.function.IntPredicate;

/**
 * Makes frames that did not enter at a port: copies of others, and an extension's own. A made frame is a slot and an
 * entry, which is not live before {@link FrameEntries#include}. It has the time of the frame that it stands behind. One
 * thread at a time.
 */
public final class FrameMaker {
    private static final int ETHERNET_HEADER = 14;
    private static final int LAST_VLAN = 4_094;

    private final FrameSlots slots;
    private final FrameEntries entries;
    private final IntPredicate ports;
    private int received;
    private long timeNanos;

    /**
     * @param entries of ingress, an entry's number being its slot's
     * @param ports   whether there is a port of this index
     */
    public FrameMaker(FrameSlots slots, FrameEntries entries, IntPredicate ports) {
        this.slots = slots;
        this.entries = entries;
        this.ports = ports;
    }

    /** A batch begins: what is made on no frame's account stands behind all that were received, and has this time. */
    public void begin(long nanos) {
        received = slots.count();
        timeNanos = nanos;
    }

    /**
     * A copy of a frame that was not dropped, behind it.
     *
     * @return its number, or -1 when there is no room
     */
    public int copy(int frame) {
        Objects.checkIndex(frame, entries.count());
        if (entries.isDropped(frame)) {
            throw new IllegalArgumentException(
                    "found frame " + frame + ", which was dropped, expected one that was not");
        }
        final int slot = entries.slot(frame);
        final int length = slots.length(slot);
        final int at = reserve(length);
        if (at < 0) {
            return -1;
        }
        slots.copy(slot, 0, length, slots.memory(), at);
        slots.commit(at, length, slots.wireLength(slot), slots.sourcePort(slot), slots.timeNanos(slot),
                slots.offload(slot));
        return enter(slots.tag(slot), frame, true);
    }

    /**
     * A frame of an extension's own, behind all that were received.
     *
     * @param port its source port, or {@link FrameSlots#NO_PORT}
     * @param vlan the VLAN that it is put into
     * @return its number, or -1 when there is no room
     */
    public int make(MemorySegment source, long offset, int length, int port, int vlan) {
        return make(received - 1, timeNanos, source, offset, length, port, vlan);
    }

    /** As {@link #make(MemorySegment, long, int, int, int)}, behind a frame. */
    public int make(int behind, MemorySegment source, long offset, int length, int port, int vlan) {
        Objects.checkIndex(behind, entries.count());
        return make(behind, slots.timeNanos(entries.slot(behind)), source, offset, length, port, vlan);
    }

    private int make(int behind, long nanos, MemorySegment source, long offset, int length, int port, int vlan) {
        if (length < ETHERNET_HEADER) {
            throw new IllegalArgumentException("found a frame of " + length + " bytes, expected " + ETHERNET_HEADER
                    + " or more");
        }
        if (port != FrameSlots.NO_PORT && !ports.test(port)) {
            throw new IllegalArgumentException("found source port " + port + ", expected the index of a port or "
                    + FrameSlots.NO_PORT);
        }
        if (vlan < 0 || vlan > LAST_VLAN) {
            throw new IllegalArgumentException("found VLAN " + vlan + ", expected 0 to " + LAST_VLAN);
        }
        final int at = reserve(length);
        if (at < 0) {
            return -1;
        }
        MemorySegment.copy(source, offset, slots.memory(), at, length);
        slots.commit(at, length, length, port, nanos);
        return enter(vlan, behind, false);
    }

    private int reserve(int length) {
        return entries.isFull() ? -1 : slots.reserveMade(length);
    }

    private int enter(int tag, int behind, boolean copy) {
        final int slot = slots.count() - 1;
        slots.setTag(slot, tag);
        slots.parse(slot);
        return entries.addBehind(slot, behind, copy);
    }
}
