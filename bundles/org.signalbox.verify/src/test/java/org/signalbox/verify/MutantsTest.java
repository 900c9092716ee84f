package org.signalbox.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A filter by hand is sound, and each flaw that is put into it is found on one line. */
class MutantsTest {
    @ParameterizedTest
    @EnumSource
    void shouldFindTheFlawOnItsLine(final Mutant.Flaw flaw) throws Exception {
        final List<Verifier.Line> lines = Behaviour.judge(new Mutant(flaw));
        assertThat(Behaviour.red(lines)).as(Behaviour.text(lines))
                .isEqualTo(flaw.line.isEmpty() ? List.of() : List.of(flaw.line));
    }
}
