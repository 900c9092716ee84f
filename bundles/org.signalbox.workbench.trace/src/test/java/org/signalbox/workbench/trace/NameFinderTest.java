package org.signalbox.workbench.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which names are found by what is typed. */
class NameFinderTest {

    private static final List<String> NAMES = List.of("H1/prod / web", "H1/prod / db", "H12/prod / web");

    @Test
    void shouldFindNamesThatHaveAllWordsInAnyCaseAndOrder() {
        assertThat(NameFinder.matching(NAMES, "WEB h1/")).containsExactly(0);
        assertThat(NameFinder.matching(NAMES, " web ")).containsExactly(0, 2);
        assertThat(NameFinder.matching(NAMES, "web db")).isEmpty();
        assertThat(NameFinder.matching(NAMES, "")).containsExactly(0, 1, 2);
    }
}
