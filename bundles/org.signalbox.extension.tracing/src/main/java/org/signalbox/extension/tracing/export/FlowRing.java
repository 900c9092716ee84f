package org.signalbox.extension.tracing.export;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Rows of flows on their way from the one thread that counts to the one that exports. Allocates nothing after it is
 * made.
 */
final class FlowRing {
    private static final VarHandle HEAD;
    private static final VarHandle TAIL;

    static {
        try {
            final MethodHandles.Lookup lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(FlowRing.class, "head", long.class);
            TAIL = lookup.findVarHandle(FlowRing.class, "tail", long.class);
        } catch (final ReflectiveOperationException never) {
            throw new ExceptionInInitializerError(never);
        }
    }

    private final long[] rows;
    private final int mask;
    private long head;
    private long tail;

    /** @param capacity rows that fit, a power of two */
    FlowRing(final int capacity) {
        rows = new long[capacity * FlowTable.ROW];
        mask = capacity - 1;
    }

    /** By the thread that counts: whether there is room for one more. */
    boolean hasRoom() {
        return tail - (long) HEAD.getAcquire(this) <= mask;
    }

    /** By the thread that counts. */
    boolean isHalfFull() {
        return tail - (long) HEAD.getAcquire(this) > mask >>> 1;
    }

    /** By the thread that counts: takes a copy of the row at an index, if there is room. */
    boolean offer(final long[] from, final int at) {
        if (!hasRoom()) {
            return false;
        }
        System.arraycopy(from, at, rows, ((int) tail & mask) * FlowTable.ROW, FlowTable.ROW);
        TAIL.setRelease(this, tail + 1);
        return true;
    }

    /** By the thread that exports: copies the oldest row out, if there is one. */
    boolean poll(final long[] to) {
        if (head == (long) TAIL.getAcquire(this)) {
            return false;
        }
        System.arraycopy(rows, ((int) head & mask) * FlowTable.ROW, to, 0, FlowTable.ROW);
        HEAD.setRelease(this, head + 1);
        return true;
    }
}
