package org.signalbox.attachment.pcap;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Copies of frames on their way from one thread to one other, without a lock. Records of a header and the frame follow
 * each other in a ring of bytes; one never wraps around its end, where a mark sends the reader back to the start.
 */
final class FrameRing {

    /** Receives frames from {@link #drain}. */
    interface Sink<E extends Exception> {
        void accept(long timeNanos, MemorySegment memory, long offset, int length, int wireLength) throws E;
    }

    private static final int HEADER = 16;
    private static final int WRAP = -1;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private final MemorySegment memory;
    private final int capacity;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong framesIn = new AtomicLong();
    private final AtomicLong framesOut = new AtomicLong();

    /** @param capacity bytes, a multiple of 16 */
    FrameRing(final int capacity) {
        this.capacity = capacity;
        this.memory = Arena.ofAuto().allocate(capacity, HEADER);
    }

    /** @return false when there is no room */
    boolean offer(final long timeNanos, final MemorySegment source, final long offset, final int length,
            final int wireLength) {
        final int record = HEADER + (length + HEADER - 1 & -HEADER);
        final long from = written.getPlain();
        final int at = (int) (from % capacity);
        final int toEnd = capacity - at;
        final boolean wrap = toEnd < record;
        final long needed = wrap ? (long) toEnd + record : record;
        if (needed > capacity - (from - read.getAcquire())) {
            return false;
        }
        if (wrap) {
            memory.set(INT, at, WRAP);
        }
        final int place = wrap ? 0 : at;
        memory.set(INT, place, length);
        memory.set(INT, place + 4L, wireLength);
        memory.set(LONG, place + 8L, timeNanos);
        MemorySegment.copy(source, offset, memory, place + (long) HEADER, length);
        framesIn.setRelease(framesIn.getPlain() + 1);
        written.setRelease(from + needed);
        return true;
    }

    /** Hands over what is there. @return whether anything was */
    <E extends Exception> boolean drain(final Sink<E> sink) throws E {
        final long end = written.getAcquire();
        long from = read.getPlain();
        final boolean any = from < end;
        while (from < end) {
            final int at = (int) (from % capacity);
            final int length = memory.get(INT, at);
            if (length == WRAP) {
                from += capacity - at;
            } else {
                sink.accept(memory.get(LONG, at + 8L), memory, at + (long) HEADER, length, memory.get(INT, at + 4L));
                from += HEADER + (length + HEADER - 1 & -HEADER);
                framesOut.setRelease(framesOut.getPlain() + 1);
            }
            read.setRelease(from);
        }
        return any;
    }

    /** Frames that were offered and not drained. Any thread. */
    long pending() {
        final long out = framesOut.getAcquire();
        return framesIn.getAcquire() - out;
    }
}
