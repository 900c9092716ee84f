package org.signalbox.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndingTest {
    private static InputStream typed(final String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "q\n", "what\nQ \n"})
    void shouldEndByALine(final String text) throws Exception {
        assertThat(Ending.of(typed(text), false).isAsked()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "q", "what\n"})
    void shouldGoOnBeyondTheEndOfAFile(final String text) throws Exception {
        assertThat(Ending.of(typed(text), false).isAsked()).isFalse();
    }

    @Test
    void shouldEndWithTheInputOfATerminal() throws Exception {
        final Ending ending = Ending.of(typed("what\n"), true);
        final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!ending.isAsked()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
