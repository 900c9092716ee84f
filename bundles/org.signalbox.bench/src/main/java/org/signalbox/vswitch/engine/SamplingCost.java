package org.signalbox.vswitch.engine;

import java.util.Arrays;
import java.util.Locale;

/**
 * What sampling costs: the frames of {@link SwitchBenchmark} through one switch, measured and not in turn, some
 * milliseconds each. On one switch in one process, since two differ by more than this from each other.
 */
public final class SamplingCost {
    private static final int PAIRS = 2_000;
    private static final int WARM_PAIRS = 400;
    private static final int ROUNDS = 100;
    private static final int FRAMES = 1024 * ROUNDS;

    private long sink;

    private SamplingCost() {
    }

    /** Prints medians, and the median of the ratios. */
    public static void main(final String[] arguments) {
        new SamplingCost().run();
    }

    private void run() {
        final SwitchBenchmark frames = SwitchBenchmark.asLive();
        frames.start();
        measure(frames, WARM_PAIRS, new double[WARM_PAIRS], new double[WARM_PAIRS]);
        final double[] off = new double[PAIRS];
        final double[] on = new double[PAIRS];
        measure(frames, PAIRS, off, on);
        final double[] ratios = new double[PAIRS];
        Arrays.setAll(ratios, pair -> on[pair] / off[pair]);
        System.out.printf(Locale.ROOT, "sampling off %.1f, on %.1f ns a frame; on/off %.3f (medians of %d pairs) %s%n",
                median(off), median(on), median(ratios), PAIRS, sink == 0 ? "of nothing" : "");
        frames.close();
    }

    /** Who comes first changes from pair to pair. */
    private void measure(final SwitchBenchmark frames, final int pairs, final double[] off, final double[] on) {
        for (int pair = 0; pair < pairs; pair++) {
            if (pair % 2 == 0) {
                off[pair] = nanosAFrame(frames, true);
                on[pair] = nanosAFrame(frames, false);
            } else {
                on[pair] = nanosAFrame(frames, false);
                off[pair] = nanosAFrame(frames, true);
            }
        }
    }

    private double nanosAFrame(final SwitchBenchmark frames, final boolean paused) {
        frames.pause(paused);
        final long start = System.nanoTime();
        for (int round = 0; round < ROUNDS; round++) {
            sink += frames.forward();
        }
        return (System.nanoTime() - start) / (double) FRAMES;
    }

    private static double median(final double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
