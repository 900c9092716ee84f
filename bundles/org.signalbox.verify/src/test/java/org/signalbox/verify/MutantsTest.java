package org.signalbox.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signalbox.vswitch.extension.Extension;

/** One of each kind by hand is sound, and each flaw that is put into it is found on one line. */
class MutantsTest {
    @ParameterizedTest
    @EnumSource
    void shouldFindAFlawOfAFilterOnItsLine(final Mutant.Flaw flaw) throws Exception {
        assertFound(new Mutant(flaw), flaw.line);
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindAFlawOfAForwarderOnItsLine(final MutantForwarder.Flaw flaw) throws Exception {
        assertFound(new MutantForwarder(flaw), flaw.line);
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindAFlawOfACapturerOnItsLine(final MutantCapturer.Flaw flaw) throws Exception {
        assertFound(new MutantCapturer(flaw), flaw.line);
    }

    private static void assertFound(final Extension extension, final String line) throws Exception {
        final List<Verifier.Line> lines = Behaviour.judge(extension);
        assertThat(Behaviour.red(lines)).as(Behaviour.text(lines))
                .isEqualTo(line.isEmpty() ? List.of() : List.of(line));
    }
}
