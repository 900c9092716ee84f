package org.signalbox.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;
import org.signalbox.schema.Schema;

/** What a schema takes: the least, and more. */
class PolicySamplesTest {
    /** What is required and what is not. */
    public record Meter(@Doc("A.") @Range(min = 5, max = 9) int rate, @Doc("B.") Mode mode, @Doc("C.") List<String> of,
            @Doc("D.") @Default("3") int burst) {
    }

    /** Words. */
    public enum Mode {
        /** One. */
        STRICT,
        /** The other. */
        LOOSE
    }

    /** One that refuses what its schema allows. */
    public record Odd(@Doc("A.") @Range(min = 0, max = 9) int value) {
        public Odd {
            if (value % 2 == 0) {
                throw new IllegalArgumentException("found an even value, expected an odd one");
            }
        }
    }

    /** One that stumbles over what its schema allows. */
    public record Stumbling(@Doc("A.") List<String> of) {
        public Stumbling {
            of.getFirst();
        }
    }

    @Test
    void shouldBeginWithTheLeastOfWhatIsRequired() {
        final Map<String, Object> least = PolicySamples.of(Schema.of(Meter.class)).taken().getFirst();
        assertThat(Schema.of(Meter.class).bind(least)).isEqualTo(new Meter(5, Mode.STRICT, List.of(), 3));
        assertThat(least).doesNotContainKey("burst");
    }

    @Test
    void shouldMakeOthersThatTryEachKeyWordAndBound() {
        final List<Meter> meters = PolicySamples.of(Schema.of(Meter.class)).taken().stream()
                .map(Schema.of(Meter.class)::bind).toList();
        assertThat(meters).doesNotHaveDuplicates().hasSizeGreaterThan(20);
        assertThat(meters).extracting(Meter::rate).contains(5, 9);
        assertThat(meters).extracting(Meter::mode).contains(Mode.STRICT, Mode.LOOSE);
        assertThat(meters).extracting(meter -> meter.of().size()).contains(0, 1, 2, 3);
        assertThat(meters).extracting(Meter::burst).contains(53);
        assertThat(meters).isEqualTo(PolicySamples.of(Schema.of(Meter.class)).taken().stream()
                .map(Schema.of(Meter.class)::bind).toList());
    }

    @Test
    void shouldLeaveOutAndCountWhatARecordRefuses() {
        final PolicySamples odd = PolicySamples.of(Schema.of(Odd.class));
        assertThat(odd.taken()).isNotEmpty().allSatisfy(tree -> assertThat((Long) tree.get("value")).isOdd());
        assertThat(odd.refused()).isPositive();
        assertThat(odd.fault()).isEmpty();
    }

    @Test
    void shouldTellOfARecordThatStumbles() {
        assertThat(PolicySamples.of(Schema.of(Stumbling.class)).fault().orElseThrow().seen())
                .contains("NoSuchElementException");
    }
}
