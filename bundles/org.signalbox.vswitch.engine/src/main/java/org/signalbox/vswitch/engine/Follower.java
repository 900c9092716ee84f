package org.signalbox.vswitch.engine;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import org.signalbox.vswitch.Following;
import org.signalbox.vswitch.Simulations.Decisions;
import org.signalbox.vswitch.decision.Copy;
import org.signalbox.vswitch.decision.Decision;

/**
 * Somebody who follows a live switch: decisions of all its workers wait here, as many as there is room for, until a
 * thread of its own has told them. Workers wait for nothing here.
 */
final class Follower implements Following {
    /** Of the decisions that wait, all together; some megabytes. */
    static final int MOST_STEPS = 1 << 16;
    private static final long JOIN_MILLIS = 1_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Selection selection;
    private final Decisions told;
    private final Consumer<Throwable> failed;
    private final Consumer<Follower> leave;
    private final Queue<Decision> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingSteps = new AtomicInteger();
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread;
    private volatile boolean ended;
    private volatile boolean idle;
    // how many may be told at this time
    private double allowed;
    private long allowedNanos = Long.MIN_VALUE;

    /**
     * @param failed told what {@code told} throws
     * @param leave  called by {@link #close}, and by the follower's thread when {@code told} has thrown: to let workers
     *               know it no more
     */
    Follower(final String switchName, final Selection selection, final Decisions told, final Consumer<Throwable> failed,
            final Consumer<Follower> leave) {
        this.selection = selection;
        this.told = told;
        this.failed = failed;
        this.leave = leave;
        this.allowed = selection.perSecond();
        this.thread = Thread.ofPlatform().daemon().name("following " + switchName)
                .inheritInheritableThreadLocals(false).unstarted(this::tell);
        thread.setContextClassLoader(Follower.class.getClassLoader());
    }

    void start() {
        thread.start();
    }

    /** Whether a frame is selected by the names of ports. */
    Set<String> ports() {
        return selection.ports();
    }

    /** Whether another batch may be recorded at this time of the switch's clock. Any worker. */
    synchronized boolean mayTake(final long nanos) {
        if (allowedNanos != Long.MIN_VALUE && nanos > allowedNanos) {
            allowed = Math.min(selection.perSecond(),
                    allowed + (nanos - allowedNanos) / NANOS_PER_SECOND * selection.perSecond());
        }
        allowedNanos = Math.max(allowedNanos, nanos);
        return allowed >= 1 && !ended;
    }

    private synchronized void took(final int decisions) {
        allowed -= decisions;
    }

    /** A decision to tell, unless too many wait. Any worker. */
    void offer(final Decision decision) {
        took(1 + decision.copies().size());
        final int steps = steps(decision);
        if (ended) {
            return;
        }
        if (waitingSteps.get() + steps > MOST_STEPS) {
            lost.incrementAndGet();
            return;
        }
        waitingSteps.addAndGet(steps);
        waiting.add(decision);
        if (idle) {
            LockSupport.unpark(thread);
        }
    }

    /** A selected frame was not recorded. Any worker. */
    void lose(final int frames) {
        lost.addAndGet(frames);
    }

    private static int steps(final Decision decision) {
        int steps = 1 + decision.ingress().size();
        for (final Copy copy : decision.copies()) {
            steps += 1 + copy.steps().size();
        }
        return steps;
    }

    private void tell() {
        long number = 0;
        try {
            while (!ended) {
                final Decision next = waiting.poll();
                if (next == null) {
                    rest();
                } else {
                    waitingSteps.addAndGet(-steps(next));
                    number++;
                    told.decided(next.numbered(number));
                }
            }
        } catch (final Throwable thrown) {
            failed.accept(thrown);
            leave.accept(this);
        } finally {
            end();
            waiting.clear();
        }
    }

    /** Until there is something, or for no reason. */
    private void rest() {
        Thread.interrupted();
        idle = true;
        if (waiting.isEmpty() && !ended) {
            LockSupport.park(this);
        }
        idle = false;
    }

    /** Nothing is taken any more, and nothing told but what is being told now. */
    void end() {
        ended = true;
        LockSupport.unpark(thread);
    }

    @Override
    public long lost() {
        return lost.get();
    }

    @Override
    public boolean isRunning() {
        return !ended;
    }

    @Override
    public void close() {
        end();
        leave.accept(this);
        if (Thread.currentThread() != thread) {
            try {
                thread.join(JOIN_MILLIS);
            } catch (final InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
