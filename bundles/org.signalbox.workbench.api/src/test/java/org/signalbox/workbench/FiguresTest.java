package org.signalbox.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures as they are written; the narrow spaces stand as underscores here. */
class FiguresTest {

    private static String visible(String text) {
        return text.replace('\u202f', '_');
    }

    @ParameterizedTest
    @CsvSource({"0,0", "999,999", "1000,1_000", "41208,41_208", "1234567,1_234_567"})
    void shouldGroupDigits(long number, String text) {
        assertThat(visible(Figures.grouped(number))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0.44,0.4", "2,2", "9.94,9.9", "9.96,10", "12.4,12", "41208.4,41_208"})
    void shouldWriteARateWithADecimalOnlyWhereItMatters(double rate, String text) {
        assertThat(visible(Figures.rate(rate))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,0 b/s", "-3,0 b/s", "999,999 b/s", "999.7,1 kb/s", "9600,9.6 kb/s", "312000000,312 Mb/s",
        "3100000000,3.1 Gb/s", "1e12,1 Tb/s", "5e15,5000 Tb/s"})
    void shouldWriteBitsWithAPrefix(double bits, String text) {
        assertThat(Figures.bits(bits)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,0 ports", "1,1 port", "2,2 ports", "4000,4_000 ports"})
    void shouldCountWithTheRightNoun(long count, String text) {
        assertThat(visible(Figures.counted(count, "port", "ports"))).isEqualTo(text);
    }

    @Test
    void shouldCutATextToItsRoom() {
        assertThat(Figures.fitted("two words", 9, String::length)).isEqualTo("two words");
        assertThat(Figures.fitted("two words", 8, String::length)).isEqualTo("two wor\u2026");
        assertThat(Figures.fitted("two words", 5, String::length)).isEqualTo("two\u2026");
        assertThat(Figures.fitted("two words", 0, String::length)).isEqualTo("t\u2026");
        assertThat(Figures.fitted("", 0, String::length)).isEmpty();
    }
}
