package org.signalbox.vswitch.engine;

import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

import com.sun.management.ThreadMXBean;

/**
 * Measures what stages cost in some of a worker's batches: one each millisecond at most, so that it takes the same
 * small part of a processor whatever the traffic, and a second of little traffic gives a figure, too. Of the core's
 * thread.
 */
// Whether a batch is measured is decided by the time that its worker has read anyhow; a clock is looked at only if it
// is.
final class Sampler {
    private static final long APART_NANOS = 1_000_000;
    /** A batch that takes long, such as one that is flooded, has many calls: so many times as long none is measured. */
    private static final int REST = 8;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final LongSupplier clock;
    private boolean on;
    private long next;
    private long began;
    private long called;
    private long allocated;
    private int frames;

    /** @param clock nanoseconds, as batches have them; null: nothing is measured */
    Sampler(final LongSupplier clock) {
        this.clock = clock;
    }

    /** Between two batches: by this the next ones run. */
    void program(final Program program) {
        if (clock != null) {
            program.stages().forEach(stage -> stage.samples().open());
        }
    }

    /** Whether this batch is measured. */
    boolean isOn() {
        return on;
    }

    /** A batch begins. */
    void begin(final long nanos) {
        on = clock != null && nanos >= next;
        if (on) {
            next = nanos + APART_NANOS;
            began = clock.getAsLong();
        }
    }

    /** A stage is about to be called with so many frames or copies. */
    void enter(final int count) {
        frames = count;
        allocated = THREADS.getCurrentThreadAllocatedBytes();
        called = clock.getAsLong();
    }

    /** It has returned. */
    void leave(final EnabledStage stage) {
        final long took = clock.getAsLong() - called;
        stage.samples().at(began).called(took, THREADS.getCurrentThreadAllocatedBytes() - allocated, frames);
    }

    /** A batch has passed these stages. */
    void end(final Program program) {
        final long took = clock.getAsLong() - began;
        next = Math.max(next, began + (1 + REST) * took);
        for (final EnabledStage stage : program.ingress()) {
            stage.samples().at(began).passed(took);
        }
        if (program.forwarding() != null) {
            program.forwarding().samples().at(began).passed(took);
        }
    }
}
