package org.signalbox.attachment.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

import org.signalbox.frame.EtherType;
import org.signalbox.frame.Offload;
import org.signalbox.frame.Wire;
import org.signalbox.vswitch.attachment.ReceiveBuffer;

/**
 * Frames that the kernel puts into memory it shares with us (TPACKET_V2), without a call of ours, each behind a
 * {@code struct virtio_net_hdr}. A frame longer than a place of the ring is read from the socket, where the kernel
 * keeps it whole (PACKET_COPY_THRESH). The 802.1Q tag that the kernel took out of a frame is put back.
 */
// TPACKET_V3 would save nothing: it hands frames out in blocks, which makes each wait some milliseconds.
final class ReceiveRing {
    private static final int PACKET = 263;
    private static final int RECEIVE_RING = 5;
    private static final int STATISTICS = 6;
    private static final int COPY_THRESHOLD = 7;
    private static final int VERSION = 10;
    private static final int VERSION_2 = 1;
    private static final int BYTES = 1 << 22;
    private static final int BLOCK = 1 << 17;
    private static final int SMALLEST_PLACE = 1 << 11;
    private static final int LARGEST_PLACE = 1 << 14;
    /** What stands before a frame in its place: header, link-layer address and alignment, with some to spare. */
    private static final int FRONT = 128;

    // struct tpacket2_hdr
    private static final int LENGTH = 4;
    private static final int CAPTURED = 8;
    private static final int FRAME = 12;
    private static final int TAG = 24;
    private static final int TAG_TYPE = 26;
    private static final int OURS = 1;
    private static final int COPIED = 2;
    private static final int TAG_VALID = 0x10;
    private static final int TAG_TYPE_VALID = 0x40;

    private static final int ADDRESSES = 12;
    private static final int TAG_BYTES = 4;

    private static final VarHandle STATUS = JAVA_INT.varHandle();

    private final int socket;
    private final int place;
    private final MemorySegment ring;
    private final FrameVector vector;
    private long next;

    /**
     * Gives a socket with PACKET_VNET_HDR its ring, before it is bound.
     *
     * @param mtu bytes of a packet at most, for which a place has room
     */
    ReceiveRing(final int socket, final int mtu, final Arena arena) throws LinuxException {
        this.socket = socket;
        this.place = Math.clamp(Integer.highestOneBit(mtu + FRONT - 1) << 1, SMALLEST_PLACE, LARGEST_PLACE);
        this.vector = new FrameVector(arena);
        Libc.setOption(socket, PACKET, VERSION, VERSION_2);
        Libc.setOption(socket, PACKET, COPY_THRESHOLD, 1);
        Libc.setOption(socket, PACKET, RECEIVE_RING, BLOCK, BYTES / BLOCK, place, BYTES / place);
        this.ring = Libc.map(socket, 0, BYTES, arena);
    }

    /** Frames for which there was no room since this was asked last. Any thread. */
    long missed() throws LinuxException {
        return Libc.options(socket, PACKET, STATISTICS, 2)[1] & 0xFFFF_FFFFL;
    }

    /** Hands out frames while there is room for them; whether there were any. */
    boolean drainTo(final ReceiveBuffer buffer) {
        boolean found = false;
        for (int status = status(); (status & OURS) != 0; status = status()) {
            if (!take(status, buffer)) {
                return true;
            }
            found = true;
            STATUS.setRelease(ring, next, 0);
            next = next + place == BYTES ? 0 : next + place;
        }
        return found;
    }

    private int status() {
        return (int) STATUS.getAcquire(ring, next);
    }

    /** Takes the frame of the next place, or passes over one that is not whole; false when there is no room for it. */
    private boolean take(final int status, final ReceiveBuffer buffer) {
        final int length = ring.get(JAVA_INT, next + LENGTH);
        final boolean copied = (status & COPIED) != 0;
        final boolean whole = copied || ring.get(JAVA_INT, next + CAPTURED) == length;
        if (!whole || length < ADDRESSES || length > Device.LONGEST) {
            if (copied) {
                vector.read(socket, buffer.memory(), 0, 0);
            }
            return true;
        }
        final boolean tagged = (status & TAG_VALID) != 0;
        final int room = tagged ? TAG_BYTES : 0;
        final int at = buffer.reserve(length + room);
        if (at < 0) {
            return false;
        }
        final MemorySegment memory = buffer.memory();
        long offload;
        if (copied) {
            if (vector.read(socket, memory, at + room, length) != length) {
                return true;
            }
            offload = vector.offload();
        } else {
            final long frame = next + (ring.get(JAVA_SHORT, next + FRAME) & 0xFFFF);
            MemorySegment.copy(ring, frame, memory, at + room, length);
            offload = Offload.read(ring, frame - Offload.HEADER);
        }
        if (tagged) {
            MemorySegment.copy(memory, at + TAG_BYTES, memory, at, ADDRESSES);
            Wire.put16(memory, at + ADDRESSES, (status & TAG_TYPE_VALID) == 0 ? EtherType.VLAN
                    : ring.get(JAVA_SHORT, next + TAG_TYPE));
            Wire.put16(memory, at + ADDRESSES + 2, ring.get(JAVA_SHORT, next + TAG));
            offload = Offload.moved(offload, TAG_BYTES);
        }
        if (Offload.fits(offload, length + room)) {
            buffer.commit(length + room, length + room, offload);
        }
        return true;
    }
}
