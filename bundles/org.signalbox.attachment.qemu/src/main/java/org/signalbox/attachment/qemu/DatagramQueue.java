package org.signalbox.attachment.qemu;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.IntConsumer;

/** Frames on their way out of a connected datagram socket, many with one call. For one thread. */
final class DatagramQueue {
    /** Frames that may wait. */
    static final int FRAMES = FrameWriter.FRAMES;
    /** Bytes that may wait. */
    static final int BYTES = FrameWriter.BACKLOG;

    // struct mmsghdr: a struct msghdr, then the bytes sent
    private static final int MESSAGE = 64;
    private static final int MESSAGE_VECTOR = 16;
    private static final int MESSAGE_COUNT = 24;
    // struct iovec: an address, then a length
    private static final int VECTOR = 16;

    private final int socket;
    private final MemorySegment bytes;
    private final MemorySegment messages;
    private final MemorySegment vectors;
    private final MemorySegment state;
    // frames from `first` to `count` wait; what they hold ends at `end`
    private int first;
    private int count;
    private int end;

    DatagramQueue(final int socket, final Arena arena) {
        this.socket = socket;
        bytes = arena.allocate(BYTES, Long.BYTES);
        messages = arena.allocate((long) FRAMES * MESSAGE, Long.BYTES);
        vectors = arena.allocate((long) FRAMES * VECTOR, Long.BYTES);
        state = arena.allocate(Libc.STATE);
        for (long k = 0; k < FRAMES; k++) {
            messages.set(JAVA_LONG, k * MESSAGE + MESSAGE_VECTOR, vectors.address() + k * VECTOR);
            messages.set(JAVA_LONG, k * MESSAGE + MESSAGE_COUNT, 1);
        }
    }

    /** Takes a frame over; false when there is no room for it. */
    boolean add(final MemorySegment source, final long offset, final int length) {
        if (first > 0 && (count == FRAMES || BYTES - end < length)) {
            moveToFront();
        }
        if (count == FRAMES || BYTES - end < length) {
            return false;
        }
        MemorySegment.copy(source, offset, bytes, end, length);
        place(count, bytes.address() + end, length);
        end += length;
        count++;
        return true;
    }

    private void place(final int frame, final long address, final long length) {
        vectors.set(JAVA_LONG, (long) frame * VECTOR, address);
        vectors.set(JAVA_LONG, (long) frame * VECTOR + Long.BYTES, length);
    }

    private long address(final int frame) {
        return vectors.get(JAVA_LONG, (long) frame * VECTOR);
    }

    private void moveToFront() {
        final long start = first == count ? end : address(first) - bytes.address();
        MemorySegment.copy(bytes, start, bytes, 0, end - start);
        for (int frame = first; frame < count; frame++) {
            place(frame - first, address(frame) - start, vectors.get(JAVA_LONG, (long) frame * VECTOR + Long.BYTES));
        }
        end -= (int) start;
        count -= first;
        first = 0;
    }

    /**
     * Sends what the socket takes now.
     *
     * @param refused told the error number when the kernel refuses a frame, which is given up
     * @return whether the rest waits for room
     * @throws SystemCallException when nobody has the socket at the other end; what waits is kept
     */
    boolean send(final IntConsumer refused) throws SystemCallException {
        while (first < count) {
            final int sent = Libc.sendmmsg(state, socket, messages.address() + (long) first * MESSAGE, count - first);
            if (sent > 0) {
                first += sent;
            } else if (sent == -SystemCallException.EAGAIN) {
                return true;
            } else if (SystemCallException.isNobodyThere(-sent)) {
                throw new SystemCallException(-sent);
            } else {
                first++;
                refused.accept(-sent);
            }
        }
        clear();
        return false;
    }

    /** Gives up what waits. */
    void clear() {
        first = 0;
        count = 0;
        end = 0;
    }

    /** Frames that wait. */
    int pending() {
        return count - first;
    }
}
