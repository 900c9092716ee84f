package org.signalbox.verify;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import com.sun.management.ThreadMXBean;

/** What its calls cost a frame, on both passes together, when they are warm: time, and memory, used and kept. */
final class CostCheck implements Check {
    private static final double MOST_NANOS = 10_000;
    private static final double MOST_P99_NANOS = 20_000;
    private static final double MOST_BYTES = 64;
    private static final double MOST_KEPT_BYTES = 4;
    private static final long UNCERTAIN_BYTES = 2 << 20;
    private static final int RUNS = 3;
    private static final int BATCHES = 5_000;
    private static final int KEEP_BATCHES = 1_000_000 / DrivenStage.BATCH;
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long MEASURE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long KEEP_NANOS = TimeUnit.SECONDS.toNanos(4);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long[] nanos = new long[BATCHES];
    private final long[] bytes = new long[BATCHES];
    private int next;

    /** Of a frame. */
    private record Figures(double median, double p99, double allocated) {
        boolean isTooMuch() {
            return median > MOST_NANOS || p99 > MOST_P99_NANOS || allocated > MOST_BYTES;
        }

        String inWords() {
            return String.format(Locale.ROOT, "median %.0f ns, p99 %.0f ns and %.0f bytes a frame", median, p99,
                    allocated);
        }
    }

    @Override
    public String name() {
        return "cost";
    }

    @Override
    public List<String> needs() {
        return List.of("conservation of frames", "limits of its kind", "reasons");
    }

    @Override
    public Judgement judge(final Subject subject) {
        final List<Sent> traffic = subject.traffic();
        try (DrivenStage stage = subject.drive()) {
            next = 0;
            measure(stage, traffic, WARM_UP_NANOS);
            // who shares the machine makes a run worse, and none better
            Figures best = measure(stage, traffic, MEASURE_NANOS);
            for (int run = 1; run < RUNS; run++) {
                best = better(best, measure(stage, traffic, MEASURE_NANOS));
            }
            if (best.isTooMuch()) {
                return Judgement.red(Finding.of(String.format(Locale.ROOT, "%s, expected at most %.0f ns at the median,"
                        + " %.0f ns at the 99th percentile and %.0f bytes", best.inWords(), MOST_NANOS, MOST_P99_NANOS,
                        MOST_BYTES), "compile policies ahead, keep arrays for what is needed per frame, and neither"
                                + " allocate nor wait there"));
            }
            final String figures = best.inWords();
            return kept(stage, traffic).map(Judgement::red).orElseGet(() -> Judgement.ok(figures));
        } catch (final RuntimeException | LinkageError thrown) {
            return Judgement.red(Finding.of("it throws when it is called for long: " + thrown
                    + Thrown.place(thrown, getClass()), "mend what it says here"));
        }
    }

    private static Figures better(final Figures one, final Figures other) {
        return new Figures(Math.min(one.median, other.median), Math.min(one.p99, other.p99),
                Math.min(one.allocated, other.allocated));
    }

    private Figures measure(final DrivenStage stage, final List<Sent> traffic, final long mostNanos) {
        final long end = System.nanoTime() + mostNanos;
        int batch = 0;
        do {
            stage.put(traffic, next++ * DrivenStage.BATCH);
            final long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
            final long before = System.nanoTime();
            stage.run();
            nanos[batch] = System.nanoTime() - before;
            bytes[batch] = THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
            batch++;
        } while (batch < BATCHES && System.nanoTime() < end);
        Arrays.sort(nanos, 0, batch);
        Arrays.sort(bytes, 0, batch);
        return new Figures(aFrame(nanos[batch / 2]), aFrame(nanos[batch * 99 / 100]), aFrame(bytes[batch / 2]));
    }

    private static double aFrame(final long ofBatch) {
        return (double) ofBatch / DrivenStage.BATCH;
    }

    /** Whether memory grows with frames, which come from the same few stations: twice, lest others' memory count. */
    private Optional<Finding> kept(final DrivenStage stage, final List<Sent> traffic) {
        double least = Double.MAX_VALUE;
        for (int time = 0; time < 2 && least > MOST_KEPT_BYTES; time++) {
            final long before = Memory.used();
            final long end = System.nanoTime() + KEEP_NANOS;
            int batches = 0;
            while (batches < KEEP_BATCHES && System.nanoTime() < end) {
                stage.put(traffic, next++ * DrivenStage.BATCH);
                stage.run();
                batches++;
            }
            final long grown = Memory.used() - before;
            least = Math.min(least, grown < UNCERTAIN_BYTES ? 0 : aFrame(grown) / batches);
        }
        return least <= MOST_KEPT_BYTES ? Optional.empty() : Optional.of(Finding.of(String.format(Locale.ROOT,
                "%.0f bytes of memory stay for each frame of the same few flows, expected none", least),
                "bound what you remember by ports, stations or flows"));
    }
}
