package org.signalbox.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

/** Sequences become as short as they can. */
class ShrinkingTest {
    private static final List<Sent> WHOLE = new OrdinaryTraffic(7).frames(300);

    @Test
    void shouldKeepWhatHasToComeTogetherAndInOrder() {
        final List<Sent> wanted = List.of(WHOLE.get(3), WHOLE.get(140), WHOLE.get(299));
        assertThat(Shrinking.shrink(WHOLE, part -> part.containsAll(wanted), TimeUnit.MINUTES.toNanos(1)))
                .isEqualTo(wanted);
    }

    @Test
    void shouldKeepAllThatIsNeeded() {
        assertThat(Shrinking.shrink(WHOLE, part -> part.size() >= 37, TimeUnit.MINUTES.toNanos(1))).hasSize(37);
    }

    @Test
    void shouldTakeWhatIsThereWhenTheTimeIsUp() {
        assertThat(Shrinking.shrink(WHOLE, part -> true, 0)).isEqualTo(WHOLE);
    }
}
