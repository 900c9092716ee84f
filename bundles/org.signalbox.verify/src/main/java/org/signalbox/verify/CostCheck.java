package org.signalbox.verify;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import com.sun.management.ThreadMXBean;

/** What its calls cost a frame, on both passes together, when they are warm. */
final class CostCheck implements Check {
    private static final double MOST_NANOS = 10_000;
    private static final double MOST_BYTES = 64;
    private static final int WARM_UP = 10_000;
    private static final int BATCHES = 10_000;
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(4);
    private static final long MEASURE_NANOS = TimeUnit.SECONDS.toNanos(6);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long[] nanos = new long[BATCHES];
    private final long[] bytes = new long[BATCHES];

    @Override
    public String name() {
        return "cost";
    }

    @Override
    public Judgement judge(final Subject subject) {
        final List<Sent> traffic = subject.traffic();
        final int measured;
        try (DrivenStage stage = new DrivenStage(subject)) {
            measure(stage, traffic, WARM_UP, WARM_UP_NANOS);
            measured = measure(stage, traffic, BATCHES, MEASURE_NANOS);
        } catch (final RuntimeException | LinkageError thrown) {
            return Judgement.red(Finding.of("it throws when it is called for long: " + thrown
                    + Thrown.place(thrown, getClass()), "mend what it says here"));
        }
        Arrays.sort(nanos, 0, measured);
        Arrays.sort(bytes, 0, measured);
        final double median = aFrame(nanos[measured / 2]);
        final double allocated = aFrame(bytes[measured / 2]);
        final String figures = String.format(Locale.ROOT, "median %.0f ns, p99 %.0f ns and %.0f bytes a frame", median,
                aFrame(nanos[measured * 99 / 100]), allocated);
        if (median > MOST_NANOS || allocated > MOST_BYTES) {
            return Judgement.red(Finding.of(String.format(Locale.ROOT, "%s, expected at most %.0f ns and %.0f bytes at"
                    + " the median", figures, MOST_NANOS, MOST_BYTES),
                    "compile policies ahead, keep arrays for what is needed per frame, and allocate nothing there"));
        }
        return Judgement.ok(figures);
    }

    private static double aFrame(final long ofBatch) {
        return (double) ofBatch / DrivenStage.BATCH;
    }

    /** @return batches measured, of which there is at least one */
    private int measure(final DrivenStage stage, final List<Sent> traffic, final int batches, final long mostNanos) {
        final long end = System.nanoTime() + mostNanos;
        int batch = 0;
        do {
            stage.put(traffic, batch * DrivenStage.BATCH % traffic.size());
            final long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
            final long before = System.nanoTime();
            stage.run();
            nanos[batch] = System.nanoTime() - before;
            bytes[batch] = THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
            batch++;
        } while (batch < batches && System.nanoTime() < end);
        return batch;
    }
}
