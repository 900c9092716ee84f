package org.signalbox.extension.tracing.export;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.signalbox.vswitch.extension.FrameBatch;

/** Sampled frames on their way from the one thread that samples to the one that exports; see {@link FlowRing}. */
final class SampleRing {
    private static final VarHandle HEAD;
    private static final VarHandle TAIL;
    private static final int FACTS = 6;

    static {
        try {
            final MethodHandles.Lookup lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(SampleRing.class, "head", long.class);
            TAIL = lookup.findVarHandle(SampleRing.class, "tail", long.class);
        } catch (final ReflectiveOperationException never) {
            throw new ExceptionInInitializerError(never);
        }
    }

    /**
     * One sample.
     *
     * @param port       index of the port where it entered
     * @param wireLength bytes of the frame
     * @param vlan       that it is in
     * @param priority   of it
     * @param pool       frames that this one was chosen from so far, itself included
     * @param drops      samples of this port that had no room so far
     * @param header     its first bytes
     */
    record Sample(int port, int wireLength, int vlan, int priority, long pool, long drops, byte[] header) {
    }

    private final int headerBytes;
    private final int mask;
    private final long[] facts;
    private final byte[] bytes;
    private final MemorySegment memory;
    private long head;
    private long tail;

    /** @param capacity samples that fit, a power of two */
    SampleRing(final int capacity, final int headerBytes) {
        this.headerBytes = headerBytes;
        this.mask = capacity - 1;
        this.facts = new long[capacity * FACTS];
        this.bytes = new byte[capacity * headerBytes];
        this.memory = MemorySegment.ofArray(bytes);
    }

    /** By the thread that samples. */
    boolean isHalfFull() {
        return tail - (long) HEAD.getAcquire(this) > mask >>> 1;
    }

    /** By the thread that samples: takes a copy, if there is room. */
    boolean offer(final FrameBatch frames, final int frame, final int port, final long pool, final long drops) {
        if (tail - (long) HEAD.getAcquire(this) > mask) {
            return false;
        }
        final int slot = (int) tail & mask;
        final int length = Math.min(frames.length(frame), headerBytes);
        frames.copy(frame, 0, length, memory, (long) slot * headerBytes);
        final int at = slot * FACTS;
        facts[at] = port;
        facts[at + 1] = frames.wireLength(frame);
        facts[at + 2] = (long) frames.vlan(frame) << 8 | frames.priority(frame);
        facts[at + 3] = pool;
        facts[at + 4] = drops;
        facts[at + 5] = length;
        TAIL.setRelease(this, tail + 1);
        return true;
    }

    /** By the thread that exports: the oldest, or null. */
    Sample poll() {
        if (head == (long) TAIL.getAcquire(this)) {
            return null;
        }
        final int slot = (int) head & mask;
        final int at = slot * FACTS;
        final byte[] header = new byte[(int) facts[at + 5]];
        System.arraycopy(bytes, slot * headerBytes, header, 0, header.length);
        final Sample sample = new Sample((int) facts[at], (int) facts[at + 1], (int) (facts[at + 2] >>> 8),
                (int) facts[at + 2] & 0xFF, facts[at + 3], facts[at + 4], header);
        HEAD.setRelease(this, head + 1);
        return sample;
    }
}
