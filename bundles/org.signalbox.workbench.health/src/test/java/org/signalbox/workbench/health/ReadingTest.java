package org.signalbox.workbench.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingTest {
    private static final Instant NOW = Instant.parse("2026-11-26T20:00:00Z");

    @ParameterizedTest
    @CsvSource({"0,just now", "3,3 s ago", "59,59 s ago", "60,1 min ago", "3599,59 min ago", "7300,2 h ago",
        "-5,just now"})
    void shouldSayHowLongAgo(long seconds, String words) {
        assertThat(Reading.ago(NOW.minusSeconds(seconds), NOW)).isEqualTo(words);
    }

    @Test
    void shouldSayWhatWasChecked() {
        assertThat(new Reading(List.of(), 14, NOW.minusSeconds(3), List.of(), true, NOW).checks())
                .isEqualTo("14 practices checked 3 s ago");
        assertThat(new Reading(List.of(), 1, NOW, List.of(), true, NOW).checks())
                .isEqualTo("1 practice checked just now");
        assertThat(new Reading(List.of(), 0, Instant.EPOCH, List.of(), true, NOW).checks())
                .isEqualTo("no practices are checked: no bundle brings them");
        assertThat(Reading.NONE.checks()).isEqualTo("the fabric is not running");
    }
}
