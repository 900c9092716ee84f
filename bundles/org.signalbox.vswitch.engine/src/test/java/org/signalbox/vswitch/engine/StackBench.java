package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * An engine that many runs use one after another, which looks for failures when a run says so, and whose extensions
 * rest then only.
 */
final class StackBench implements AutoCloseable {
    /** The engine's thread that looks at switches. */
    private static final String WATCH = "switch watch";
    /** Longer than any rest. */
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(70);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Who failed, where. */
    record Report(String id, String where, Throwable thrown) {
    }

    private final LongSupplier clock = Engine.timeOfDay();
    private long ticks = 1;
    private long looks;
    private boolean held = true;
    private final Queue<Report> reports = new ConcurrentLinkedQueue<>();
    private final Engine engine = new Engine(clock, this::report, this::look);
    private volatile boolean starved;

    private void report(final String id, final String where, final Throwable thrown) {
        starved |= thrown.getMessage() != null && thrown.getMessage().startsWith("a batch did not end within a second");
        reports.add(new Report(id, where, thrown));
    }

    private synchronized long look() {
        looks++;
        notifyAll();
        try {
            while (held && Thread.currentThread().getName().equals(WATCH)) {
                wait();
            }
        } catch (final InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        return ticks;
    }

    Engine engine() {
        return engine;
    }

    Queue<Report> reports() {
        return reports;
    }

    /** Whether a thread did not get its turn for so long that nothing follows from what the engine did. */
    boolean isStarved() {
        return starved;
    }

    long nowNanos() {
        return clock.getAsLong();
    }

    /** The engine looks at its switches, or does not: then what has to be done about a failure is done later. */
    synchronized void hold(final boolean holds) {
        held = holds;
        notifyAll();
    }

    /** Has all that failed rest once: what may be started anew is soon, while the engine looks. */
    synchronized void rest() throws InterruptedException {
        awaitLook();
        ticks += REST_NANOS;
        awaitLook();
    }

    /** Until the engine has looked at all switches. */
    private void awaitLook() throws InterruptedException {
        final long enough = looks + 2;
        final long end = System.nanoTime() + PATIENCE_NANOS;
        while (looks < enough) {
            final long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            assertThat(left).as("milliseconds left for a look of the engine").isPositive();
            wait(left);
        }
    }

    @Override
    public void close() {
        hold(false);
        engine.close();
    }
}
