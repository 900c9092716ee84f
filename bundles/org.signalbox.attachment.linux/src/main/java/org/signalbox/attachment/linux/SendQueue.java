package org.signalbox.attachment.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import org.signalbox.frame.Offload;

/**
 * Frames on their way out of a socket with PACKET_VNET_HDR, many with one call, each behind its
 * {@code struct virtio_net_hdr}. For one thread, but for {@link #pending}.
 */
final class SendQueue {
    /** Frames that may wait. */
    static final int FRAMES = 256;
    /** Bytes that may wait. */
    static final int BYTES = 1 << 18;

    private static final int ALIGNMENT = 16;
    // struct mmsghdr: a struct msghdr, then the bytes sent
    private static final int MESSAGE = 64;
    private static final int MESSAGE_VECTOR = 16;
    private static final int MESSAGE_COUNT = 24;
    private static final int VECTOR = 16;

    private final int socket;
    private final MemorySegment bytes;
    private final MemorySegment messages;
    private final MemorySegment vectors;
    private final MemorySegment state;
    private int end;
    private int first;
    private int count;
    private volatile int pending;

    SendQueue(final int socket, final Arena arena) throws LinuxException {
        this.socket = socket;
        bytes = Libc.reserve(BYTES, arena);
        messages = arena.allocate((long) FRAMES * MESSAGE, Long.BYTES);
        vectors = arena.allocate((long) FRAMES * VECTOR, Long.BYTES);
        state = arena.allocate(Libc.STATE);
        for (long k = 0; k < FRAMES; k++) {
            messages.set(JAVA_LONG, k * MESSAGE + MESSAGE_VECTOR, vectors.address() + k * VECTOR);
            messages.set(JAVA_LONG, k * MESSAGE + MESSAGE_COUNT, 1);
        }
    }

    /** Takes a frame over; false when there is no room for it. */
    boolean add(final MemorySegment source, final long offset, final int length, final long offload) {
        final int all = Offload.HEADER + length;
        if (count == FRAMES || BYTES - end < all) {
            return false;
        }
        Offload.write(offload, source, offset, bytes, end);
        MemorySegment.copy(source, offset, bytes, end + Offload.HEADER, length);
        vectors.set(JAVA_LONG, (long) count * VECTOR, bytes.address() + end);
        vectors.set(JAVA_LONG, (long) count * VECTOR + Long.BYTES, all);
        end = end + all + ALIGNMENT - 1 & -ALIGNMENT;
        count++;
        pending = count - first;
        return true;
    }

    /** Told of a frame that the kernel refused, and of the error number. */
    @FunctionalInterface
    interface Refusals {
        void refused(int errno);
    }

    /** Sends what the socket takes now; whether the rest waits. */
    boolean send(final Refusals refusals) {
        boolean blocked = false;
        while (first < count && !blocked) {
            final int sent = Libc.sendmmsg(state, socket, messages.address() + (long) first * MESSAGE, count - first);
            if (sent > 0) {
                first += sent;
            } else if (sent == -Errno.EAGAIN) {
                blocked = true;
            } else {
                first++;
                refusals.refused(-sent);
            }
        }
        if (first == count) {
            first = 0;
            count = 0;
            end = 0;
        }
        pending = count - first;
        return blocked;
    }

    /** Frames that wait. */
    int pending() {
        return pending;
    }
}
