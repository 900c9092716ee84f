package org.signalbox.vswitch.engine;

import org.signalbox.vswitch.StageCost;

/** What the sampled calls of an extension cost in half a minute, of one worker or of several together. */
final class CostWindow {
    static final long NANOS = 30_000_000_000L;
    private static final double P99 = 0.99;
    private static final double MEDIAN = 0.5;
    /** With fewer a fault could be chance, or a stage that still is being compiled. */
    private static final int TELLING_CALLS = 64;
    private static final int TELLING_FRAMES = 1024;

    private final CostHistogram times = new CostHistogram();
    private final CostHistogram allocations = new CostHistogram();
    // of all windows since the clock's zero
    private long number = -1;
    private long calls;
    private long frames;
    private long nanos;
    private long pipelineNanos;
    private long bytes;

    long number() {
        return number;
    }

    /** Forgets all for another window. */
    void begin(final long next) {
        times.clear();
        allocations.clear();
        number = next;
        calls = 0;
        frames = 0;
        nanos = 0;
        pipelineNanos = 0;
        bytes = 0;
    }

    /** One call; with no frames when it was asked for some. */
    void called(final long took, final long allocated, final int count) {
        nanos += took;
        bytes += allocated;
        if (count > 0) {
            calls++;
            frames += count;
            times.record(took, count);
            allocations.record(allocated, count);
        }
    }

    /** A batch took so long, with all that was done to its frames. */
    void passed(final long took) {
        pipelineNanos += took;
    }

    void add(final CostWindow other) {
        times.add(other.times);
        allocations.add(other.allocations);
        calls += other.calls;
        frames += other.frames;
        nanos += other.nanos;
        pipelineNanos += other.pipelineNanos;
        bytes += other.bytes;
    }

    boolean isEmpty() {
        return calls == 0;
    }

    /** Whether it has enough samples to find fault with somebody. */
    boolean isTelling() {
        return calls >= TELLING_CALLS && frames >= TELLING_FRAMES;
    }

    /** What half of the frames took at most. */
    double medianNanos() {
        return times.quantile(MEDIAN);
    }

    /** What was allocated for half of the frames at most. */
    double medianBytes() {
        return allocations.quantile(MEDIAN);
    }

    StageCost cost() {
        return new StageCost(medianNanos(), times.quantile(P99),
                pipelineNanos == 0 ? 0 : Math.min(1, (double) nanos / pipelineNanos), (double) bytes / frames);
    }
}
