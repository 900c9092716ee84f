package org.signalbox.vswitch.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.signalbox.vswitch.pipeline.FrameSlots;

/**
 * Addresses on their way from a worker that saw them to the one that writes the table. One thread offers, one drains;
 * neither waits. What the table knows well enough is not offered, and what finds no room is left out: the station's next
 * frame says it again.
 */
final class LearningQueue implements Learning {
    /** A known address is told of again when the table has not heard of it for so long. */
    static final long REFRESH_NANOS = 1_000_000_000L;

    private static final int CAPACITY = 1_024;
    private static final int WORDS = 3;
    private static final VarHandle HEAD;
    private static final VarHandle TAIL;

    static {
        try {
            final MethodHandles.Lookup lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(LearningQueue.class, "head", long.class);
            TAIL = lookup.findVarHandle(LearningQueue.class, "tail", long.class);
        } catch (final ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final ForwardingTable table;
    private final long[] entries = new long[CAPACITY * WORDS];
    private long head;
    private long tail;

    LearningQueue(final ForwardingTable table) {
        this.table = table;
    }

    @Override
    public void learn(final long address, final int port, final long timeNanos) {
        final long at = head;
        if (table.knows(address, port, timeNanos - REFRESH_NANOS) || at - (long) TAIL.getAcquire(this) == CAPACITY) {
            return;
        }
        final int entry = (int) (at % CAPACITY) * WORDS;
        entries[entry] = address;
        entries[entry + 1] = port;
        entries[entry + 2] = timeNanos;
        HEAD.setRelease(this, at + 1);
    }

    @Override
    public void refresh(final FrameSlots slots, final PortTable ports, final int[] sources) {
        for (int slot = 0; slot < slots.count(); slot++) {
            learn(ForwardingTable.address(ports.domain(slots.vlan(slot)), slots.sourceMac(slot)),
                    slots.sourcePort(slot), slots.timeNanos(slot));
        }
    }

    /** Writes what was offered into the table. The table's writer's. */
    void drain() {
        final long end = (long) HEAD.getAcquire(this);
        while (tail != end) {
            final int entry = (int) (tail % CAPACITY) * WORDS;
            table.learnLate(entries[entry], (int) entries[entry + 1], entries[entry + 2]);
            TAIL.setRelease(this, tail + 1);
        }
    }
}
