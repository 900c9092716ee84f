package org.signalbox.workbench.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The arrows walk the lines typed before, and come back to what was being typed. */
class RecallTest {

    @Test
    void shouldWalkBackAndForthToTheDraft() {
        final Recall recall = new Recall();
        recall.add("Get-VMSwitch");
        recall.add("Get-Journal");
        assertThat(recall.older("Get-VM")).contains("Get-Journal");
        assertThat(recall.older("Get-Journal")).contains("Get-VMSwitch");
        assertThat(recall.older("Get-VMSwitch")).isEmpty();
        assertThat(recall.newer()).contains("Get-Journal");
        assertThat(recall.newer()).contains("Get-VM");
        assertThat(recall.newer()).isEmpty();
    }

    @Test
    void shouldKeepALineRepeatedAtOnceOnce() {
        final Recall recall = new Recall();
        recall.add("Get-VMSwitch");
        recall.add("Get-VMSwitch");
        assertThat(recall.older("")).contains("Get-VMSwitch");
        assertThat(recall.older("")).isEmpty();
    }
}
