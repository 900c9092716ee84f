package org.signalbox.vswitch.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Whether a worker's thread is within a stage's call. The thread says so; whoever watches it may fence one that does
 * not come back: what it works with is taken away, and should it return after all, it ends before it touches anything
 * else.
 */
// One atomic exchange a call, when the stage returns, decides which of the two was first.
final class StageCalls {
    /** Ends a thread that was fenced, however deep it is. */
    static final class Fenced extends Error {
        private static final long serialVersionUID = 1L;

        private Fenced() {
            super("the worker was fenced", null, false, false);
        }
    }

    private static final long FENCED = -1;
    private static final VarHandle CALL;

    static {
        try {
            CALL = MethodHandles.lookup().findVarHandle(StageCalls.class, "call", long.class);
        } catch (final ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    // of the thread
    private long count;
    private EnabledStage stage;
    // odd while the thread is within the call of that number
    private long call;

    /** The thread is about to call a stage. */
    void enter(final EnabledStage called) {
        stage = called;
        count++;
        CALL.setRelease(this, count);
    }

    /**
     * The stage has returned, or thrown.
     *
     * @throws Fenced when that was too late
     */
    void leave() {
        if (!CALL.compareAndSet(this, count, count + 1)) {
            throw new Fenced();
        }
        count++;
        // a bundle that has left is not to be held here
        stage = null;
    }

    /** The number of the call that the thread is within, or 0. Any thread. */
    long current() {
        final long now = (long) CALL.getAcquire(this);
        return (now & 1) == 1 && now != FENCED ? now : 0;
    }

    /** Fences the thread if it still is within that call: then what it works with is the caller's. */
    boolean fence(final long number) {
        return CALL.compareAndSet(this, number, FENCED);
    }

    /** Whose call it is; null if the call that {@link #current} gave the number of has ended since. */
    EnabledStage stage() {
        return stage;
    }
}
