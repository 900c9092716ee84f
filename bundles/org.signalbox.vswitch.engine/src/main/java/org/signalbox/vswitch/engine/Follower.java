package org.signalbox.vswitch.engine;

import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.signalbox.vswitch.FollowedFrame;
import org.signalbox.vswitch.FollowedFrame.Bytes;
import org.signalbox.vswitch.Following;
import org.signalbox.vswitch.decision.Copy;
import org.signalbox.vswitch.decision.Decision;

/**
 * Somebody who follows a live switch: decisions of all its workers wait here, as many as there is room for, until a
 * thread of its own has told them. Workers wait for nothing here.
 */
final class Follower implements Following {
    /** Of the decisions that wait, all together; some megabytes. */
    static final int MOST_STEPS = 1 << 16;
    /** Of the frames that wait, all together. */
    static final int MOST_BYTES = 1 << 24;
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long JOIN_MILLIS = 2_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Selection selection;
    private final Frames told;
    private final Consumer<Throwable> failed;
    private final Consumer<Follower> leave;
    private final Queue<FollowedFrame> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingSteps = new AtomicInteger();
    private final AtomicInteger waitingBytes = new AtomicInteger();
    // by port
    private final Map<String, AtomicLong> lost = new ConcurrentHashMap<>();
    private final Thread thread;
    // nothing is taken any more; what waits is told until then
    private volatile boolean ended;
    private volatile long drainedNanos;
    // nothing is told any more
    private volatile boolean silent;
    private volatile boolean idle;
    // how many may be told at this time
    private double allowed;
    private long allowedNanos = Long.MIN_VALUE;

    /**
     * @param failed told what {@code told} throws
     * @param leave  called by {@link #close}, and by the follower's thread when {@code told} has thrown: to let workers
     *               know it no more
     */
    Follower(final String switchName, final Selection selection, final Frames told, final Consumer<Throwable> failed,
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

    Selection selection() {
        return selection;
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

    /** A frame to tell of, unless too many wait. Any worker. */
    void offer(final FollowedFrame frame) {
        took(1 + frame.decision().copies().size());
        final FollowedFrame kept = frame.cut(selection.snapLength());
        final int steps = steps(kept.decision());
        final int bytes = bytes(kept);
        if (ended || waitingSteps.get() + steps > MOST_STEPS || waitingBytes.get() + bytes > MOST_BYTES) {
            lose(frame.decision().port(), 1);
            return;
        }
        waitingSteps.addAndGet(steps);
        waitingBytes.addAndGet(bytes);
        waiting.add(kept);
        if (silent) {
            loseWaiting();
        } else if (idle) {
            LockSupport.unpark(thread);
        }
    }

    /** Selected frames that entered at this port, or at none, were not recorded. Any worker. */
    void lose(final String port, final int frames) {
        lost.computeIfAbsent(port, _ -> new AtomicLong()).addAndGet(frames);
    }

    private static int bytes(final FollowedFrame frame) {
        long bytes = frame.entered().memory().byteSize();
        for (final Optional<Bytes> left : frame.left()) {
            bytes += left.isPresent() ? left.get().memory().byteSize() : 0;
        }
        return (int) bytes;
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
            for (FollowedFrame next = next(); next != null; next = next()) {
                waitingSteps.addAndGet(-steps(next.decision()));
                waitingBytes.addAndGet(-bytes(next));
                number++;
                told.followed(next.numbered(number));
            }
        } catch (final Throwable thrown) {
            failed.accept(thrown);
            leave.accept(this);
        } finally {
            end();
            silent = true;
            loseWaiting();
        }
    }

    /** What is to be told next; null when it has ended, and all that waited is told or waited for too long. */
    private FollowedFrame next() {
        while (!ended) {
            final FollowedFrame next = waiting.poll();
            if (next != null) {
                return next;
            }
            rest();
        }
        return System.nanoTime() - drainedNanos < 0 ? waiting.poll() : null;
    }

    private void loseWaiting() {
        for (FollowedFrame next = waiting.poll(); next != null; next = waiting.poll()) {
            lose(next.decision().port(), 1);
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

    /** Nothing is taken any more; what waits is told within a second, unless this is called by who is told. */
    synchronized void end() {
        if (!ended) {
            drainedNanos = System.nanoTime() + (Thread.currentThread() == thread ? 0 : DRAIN_NANOS);
            ended = true;
            LockSupport.unpark(thread);
        }
    }

    @Override
    public long lost() {
        return lost.values().stream().mapToLong(AtomicLong::get).sum();
    }

    @Override
    public Map<String, Long> lostByPort() {
        return lost.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().get()));
    }

    @Override
    public boolean isRunning() {
        return !ended;
    }

    @Override
    public void close() {
        leave.accept(this);
        end();
        if (Thread.currentThread() != thread) {
            try {
                thread.join(JOIN_MILLIS);
            } catch (final InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
