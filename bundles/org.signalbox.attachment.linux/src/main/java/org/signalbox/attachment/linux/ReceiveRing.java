package org.signalbox.attachment.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

import org.signalbox.frame.EtherType;
import org.signalbox.frame.Wire;
import org.signalbox.vswitch.attachment.ReceiveBuffer;

/**
 * Frames that the kernel puts into memory it shares with us (TPACKET_V2), without a call of ours. A frame longer than a
 * place of the ring is read from the socket, where the kernel keeps it whole (PACKET_COPY_THRESH). The 802.1Q tag that
 * the kernel took out of a frame is put back.
 */
// TPACKET_V3 would save nothing: it hands frames out in blocks, which makes each wait some milliseconds.
final class ReceiveRing {
    private static final int PACKET = 263;
    private static final int RECEIVE_RING = 5;
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
    private final MemorySegment state;
    private final MemorySegment vector;
    private long next;

    /**
     * Gives a socket its ring, before it is bound.
     *
     * @param mtu bytes of a packet at most, for which a place has room
     */
    ReceiveRing(final int socket, final int mtu, final Arena arena) throws LinuxException {
        this.socket = socket;
        this.place = Math.clamp(Integer.highestOneBit(mtu + FRONT - 1) << 1, SMALLEST_PLACE, LARGEST_PLACE);
        this.state = arena.allocate(Libc.STATE);
        this.vector = arena.allocate(2 * Long.BYTES, Long.BYTES);
        Libc.setOption(socket, PACKET, VERSION, VERSION_2);
        Libc.setOption(socket, PACKET, COPY_THRESHOLD, 1);
        Libc.setOption(socket, PACKET, RECEIVE_RING, BLOCK, BYTES / BLOCK, place, BYTES / place);
        this.ring = Libc.map(socket, BYTES, arena);
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
        if (length > Device.LONGEST || length < ADDRESSES || !copied && ring.get(JAVA_INT, next + CAPTURED) < length) {
            return !copied || read(buffer, 0, 0) >= 0;
        }
        final boolean tagged = (status & TAG_VALID) != 0;
        final int room = tagged ? TAG_BYTES : 0;
        final int at = buffer.reserve(length + room);
        if (at < 0) {
            return false;
        }
        final MemorySegment memory = buffer.memory();
        if (copied) {
            if (read(buffer, at + room, length) != length) {
                return true;
            }
        } else {
            MemorySegment.copy(ring, next + (ring.get(JAVA_SHORT, next + FRAME) & 0xFFFF), memory, at + room, length);
        }
        if (tagged) {
            MemorySegment.copy(memory, at + TAG_BYTES, memory, at, ADDRESSES);
            Wire.put16(memory, at + ADDRESSES, (status & TAG_TYPE_VALID) == 0 ? EtherType.VLAN
                    : ring.get(JAVA_SHORT, next + TAG_TYPE));
            Wire.put16(memory, at + ADDRESSES + 2, ring.get(JAVA_SHORT, next + TAG));
        }
        buffer.commit(length + room, length + room);
        return true;
    }

    /** Reads the frame that the socket keeps; its bytes, or a negative error number. */
    private long read(final ReceiveBuffer buffer, final long at, final int length) {
        vector.set(JAVA_LONG, 0, buffer.memory().address() + at);
        vector.set(JAVA_LONG, Long.BYTES, length);
        return Libc.readv(state, socket, vector.address(), 1);
    }
}
