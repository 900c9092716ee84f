package org.signalbox.vswitch.engine;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Whether a stage's call takes longer than it may. The time is that of the looks at it, so that a call costs the worker
 * no look at a clock. Of the thread that watches.
 */
// A thread that the system does not let run, on a busy machine or during a collection, is not the stage's fault: the
// stage has used up its time when it has used so much of the processor, or waits. Only after several times as long it
// counts whatever it did, since a thread that waits in a call of the system looks like one that runs.
final class HangWatch {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int WHATEVER = 6;
    /** In its first calls a stage is being loaded and linked. */
    private static final int FIRST_FRAMES = 4 * SwitchCore.BATCH;
    private static final int FIRST = 4;

    private StageCalls calls;
    private long call;
    private long since;
    private long usedBefore;

    /** Looks again. */
    boolean isOverdue(final StageCalls at, final Thread thread, final long nanos) {
        final long now = at.current();
        if (now == 0) {
            call = 0;
            return false;
        }
        if (at != calls || now != call) {
            calls = at;
            call = now;
            since = nanos;
            usedBefore = used(thread);
            return false;
        }
        final EnabledStage stage = at.stage();
        if (stage == null) {
            return false;
        }
        final long may = stage.deadlineNanos() * (stage.frames() <= FIRST_FRAMES ? FIRST : 1);
        final long elapsed = nanos - since;
        return elapsed > may && (thread.getState() != Thread.State.RUNNABLE || used(thread) - usedBefore > may
                || elapsed > WHATEVER * may);
    }

    /** The call that was looked at last. */
    long call() {
        return call;
    }

    private static long used(final Thread thread) {
        return THREADS.getThreadCpuTime(thread.threadId());
    }
}
