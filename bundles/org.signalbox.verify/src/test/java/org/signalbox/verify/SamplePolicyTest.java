package org.signalbox.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;
import org.signalbox.schema.Schema;

/** The least that a schema takes. */
class SamplePolicyTest {
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

    @Test
    void shouldTakeTheLeastOfWhatIsRequired() {
        final Map<String, Object> least = SamplePolicy.of(Schema.of(Meter.class)).orElseThrow();
        assertThat(Schema.of(Meter.class).bind(least)).isEqualTo(new Meter(5, Mode.STRICT, List.of(), 3));
        assertThat(least).doesNotContainKey("burst");
    }

    @Test
    void shouldGiveUpWhereARecordRefusesIt() {
        assertThat(SamplePolicy.of(Schema.of(Odd.class))).isEmpty();
    }
}
