package org.signalbox.vswitch.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Copies on their way from the worker that ran them to the worker that owns their port. One thread offers, one drains;
 * neither waits. What was offered is seen by the other side when it is published, at the end of a burst.
 */
// Records of a multiple of eight bytes in a circle: size, port, time, length, length on the wire, offload, bytes. A
// record does not go around the end: a size of 0 says that the next one is at the start. Positions only grow.
final class FrameRing {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final int PORT = 4;
    private static final int TIME = 8;
    private static final int LENGTH = 16;
    private static final int WIRE_LENGTH = 20;
    private static final int OFFLOAD = 24;
    private static final int HEADER = 32;
    private static final VarHandle PUBLISHED;
    private static final VarHandle CONSUMED;

    static {
        try {
            final MethodHandles.Lookup lookup = MethodHandles.lookup();
            PUBLISHED = lookup.findVarHandle(FrameRing.class, "published", long.class);
            CONSUMED = lookup.findVarHandle(FrameRing.class, "consumed", long.class);
        } catch (final ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** Gets what is drained. */
    interface Sink {
        /** A copy for a port; the memory is the ring's again when this returns. */
        void take(int port, long timeNanos, MemorySegment memory, long offset, int length, int wireLength,
                long offload);
    }

    private final MemorySegment memory;
    private final long capacity;
    // of the producer
    private long head;
    private long seenConsumed;
    // of the consumer
    private long tail;
    @SuppressWarnings("unused") // by their handles
    private long published;
    @SuppressWarnings("unused")
    private long consumed;

    /** @param memory a power of two of bytes, aligned to eight */
    FrameRing(final MemorySegment memory) {
        this.memory = memory;
        this.capacity = memory.byteSize();
    }

    /** Copies a frame in; false when there is no room. The producer's. */
    boolean offer(final int port, final long timeNanos, final MemorySegment frame, final long offset, final int length,
            final int wireLength, final long offload) {
        final long size = HEADER + length + 7L & ~7L;
        long at = head & capacity - 1;
        final long skipped = at + size > capacity ? capacity - at : 0;
        if (!hasRoom(skipped + size)) {
            return false;
        }
        if (skipped > 0) {
            memory.set(INT, at, 0);
            at = 0;
        }
        memory.set(INT, at, (int) size);
        memory.set(INT, at + PORT, port);
        memory.set(LONG, at + TIME, timeNanos);
        memory.set(INT, at + LENGTH, length);
        memory.set(INT, at + WIRE_LENGTH, wireLength);
        memory.set(LONG, at + OFFLOAD, offload);
        MemorySegment.copy(frame, offset, memory, at + HEADER, length);
        head += skipped + size;
        return true;
    }

    private boolean hasRoom(final long bytes) {
        if (head + bytes - seenConsumed > capacity) {
            seenConsumed = (long) CONSUMED.getAcquire(this);
        }
        return head + bytes - seenConsumed <= capacity;
    }

    /** Lets the consumer see what was offered; whether there is anything new. The producer's. */
    boolean publish() {
        final boolean any = (long) PUBLISHED.getOpaque(this) != head;
        PUBLISHED.setRelease(this, head);
        return any;
    }

    /** Hands out what was published, so many frames at most; how many it were. The consumer's. */
    int drain(final int frames, final Sink sink) {
        final long end = (long) PUBLISHED.getAcquire(this);
        int count = 0;
        while (tail != end && count < frames) {
            final long at = tail & capacity - 1;
            final int size = memory.get(INT, at);
            if (size == 0) {
                tail += capacity - at;
            } else {
                sink.take(memory.get(INT, at + PORT), memory.get(LONG, at + TIME), memory, at + HEADER,
                        memory.get(INT, at + LENGTH), memory.get(INT, at + WIRE_LENGTH), memory.get(LONG, at + OFFLOAD));
                tail += size;
                count++;
            }
        }
        CONSUMED.setRelease(this, tail);
        return count;
    }
}
