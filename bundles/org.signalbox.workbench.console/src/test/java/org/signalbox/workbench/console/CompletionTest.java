package org.signalbox.workbench.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What Tab makes of a line. */
class CompletionTest {

    @Test
    void shouldFinishTheOnlyOffer() {
        final Completion completion = Completion.of("get-j", 5, List.of("Get-Journal"));
        assertThat(completion.line()).isEqualTo("Get-Journal ");
        assertThat(completion.cursor()).isEqualTo(12);
    }

    @Test
    void shouldGrowToWhatAllOffersShare() {
        assertThat(Completion.of("get-v", 5, List.of("Get-VMNetworkAdapter", "Get-VMSwitch")).line()).isEqualTo("Get-VM");
    }

    @Test
    void shouldCompleteTheWordAtTheCursorAndKeepTheRest() {
        final Completion completion = Completion.of("Get-VMSwitch -N prod", 15, List.of("-Name"));
        assertThat(completion.line()).isEqualTo("Get-VMSwitch -Name  prod");
        assertThat(completion.cursor()).isEqualTo(19);
    }

    @Test
    void shouldKeepWhatWasTypedWhenTheOffersShareLess() {
        assertThat(Completion.of("abc", 3, List.of("x", "y")).line()).isEqualTo("abc");
    }
}
