package org.signalbox.workbench.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.signalbox.workbench.shell.Finding.Rank;

/** What quick access finds, and in which order. */
class FindingTest {

    @Test
    void shouldTellWhichLettersFit() {
        assertThat(Finding.of("com", "Copy command")).contains(new Finding(Rank.WORD, List.of(5, 6, 7)));
        assertThat(Finding.of("cop", "Copy command")).contains(new Finding(Rank.START, List.of(0, 1, 2)));
        assertThat(Finding.of("opy", "Copy command")).contains(new Finding(Rank.WITHIN, List.of(1, 2, 3)));
        assertThat(Finding.of("cc", "Copy command")).contains(new Finding(Rank.INITIALS, List.of(0, 5)));
        assertThat(Finding.of("gvs", "Get-VMSwitch")).contains(new Finding(Rank.INITIALS, List.of(0, 4, 6)));
        assertThat(Finding.of("cpd", "Copy command")).contains(new Finding(Rank.SCATTERED, List.of(0, 2, 11)));
        assertThat(Finding.of("cd", "Copy command")).isEmpty();
        assertThat(Finding.of("x", "Copy command")).isEmpty();
        assertThat(Finding.of(" ", "Copy command")).contains(new Finding(Rank.START, List.of()));
    }

    @Test
    void shouldPutTheBestFirstAndLeaveEquallyGoodOnesInTheirOrder() {
        final List<String> all =
                List.of("Disconnect", "Console", "Set-Condition", "Connect", "Find or open", "Journal");
        assertThat(Finding.among(all, "con", Function.identity()))
                .containsExactly("Console", "Connect", "Set-Condition", "Disconnect");
        assertThat(Finding.among(all, "", Function.identity())).containsExactlyElementsOf(all);
    }
}
