package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside quantiles of all the numbers, sorted. */
class CostHistogramTest {
    private static final double[] PARTS = {0.001, 0.1, 0.5, 0.9, 0.99, 0.999, 1};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldBeWithinASixteenthOfTheExactQuantile(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final CostHistogram histogram = new CostHistogram();
        final CostHistogram part = new CostHistogram();
        final int calls = 1 + random.nextInt(2_000);
        double[] exact = {};
        for (int call = 0; call < calls; call++) {
            final long cost = random.nextLong(1L << 1 + random.nextInt(38));
            final int frames = 1 + random.nextInt(64);
            (random.nextBoolean() ? histogram : part).record(cost, frames);
            final int before = exact.length;
            exact = Arrays.copyOf(exact, before + frames);
            Arrays.fill(exact, before, exact.length, (double) cost / frames);
        }
        histogram.add(part);
        Arrays.sort(exact);
        for (final double each : PARTS) {
            final double expected = exact[(int) Math.ceil(each * exact.length) - 1];
            assertThat(histogram.quantile(each)).as("seed %d, %s", seed, each)
                    .isCloseTo(expected, Offset.offset(expected / 16 + 1.0 / 16));
        }
    }

    @Test
    void shouldHoldNothingOnceItIsCleared() {
        final CostHistogram histogram = new CostHistogram();
        histogram.record(1_000, 3);
        histogram.clear();
        assertThat(histogram.quantile(1)).isZero();
        histogram.record(7, 1);
        assertThat(histogram.quantile(0.01)).isEqualTo(7, Offset.offset(0.5));
    }

    @Test
    void shouldTakeWhateverIsTooLargeAsItsLargest() {
        final CostHistogram histogram = new CostHistogram();
        histogram.record(Long.MAX_VALUE >> 5, 1);
        histogram.record(-5, 1);
        assertThat(histogram.quantile(0.5)).isZero();
        assertThat(histogram.quantile(1)).isGreaterThan(1e12);
    }
}
