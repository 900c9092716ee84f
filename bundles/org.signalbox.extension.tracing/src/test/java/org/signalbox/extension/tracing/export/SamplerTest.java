package org.signalbox.extension.tracing.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerTest {
    @Test
    void shouldTakeEveryFrameAtRateOne() {
        final Sampler sampler = new Sampler(1, 5);
        sampler.ensure(3);
        for (int k = 1; k <= 1_000; k++) {
            assertThat(sampler.takes(3)).isTrue();
            assertThat(sampler.pool(3)).isEqualTo(k);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 400})
    void shouldTakeOneInSoManyAndKnowThePool(final int rate) {
        final Sampler sampler = new Sampler(rate, 20_261_126);
        sampler.ensure(0);
        final int frames = 4_000 * rate;
        int taken = 0;
        int longest = 0;
        int skipped = 0;
        for (int k = 1; k <= frames; k++) {
            skipped++;
            if (sampler.takes(0)) {
                taken++;
                longest = Math.max(longest, skipped);
                skipped = 0;
                assertThat(sampler.pool(0)).isEqualTo(k);
            }
        }
        // a skip is uniform, of variance (r - 1) r / 3, so that the count's deviation is below 37: this is five of them
        assertThat(taken).isBetween(4_000 - 185, 4_000 + 185);
        assertThat(longest).isLessThan(2 * rate);
    }

    @Test
    void shouldSampleEachPortByItself() {
        final Sampler sampler = new Sampler(10, 3);
        sampler.ensure(40);
        for (int k = 0; k < 100; k++) {
            sampler.takes(40);
        }
        assertThat(sampler.pool(0)).isZero();
        assertThat(sampler.pool(40)).isBetween(80L, 100L);
    }
}
