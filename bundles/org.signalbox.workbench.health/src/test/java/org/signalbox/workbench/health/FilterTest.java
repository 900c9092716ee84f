package org.signalbox.workbench.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

import org.junit.jupiter.api.Test;

class FilterTest {
    private static final Problem PROBLEM = new Problem(Severity.WARNING, Problem.Kind.PRACTICE, "Tenants have guards.",
            "prod / web", "web may answer as a DHCP server.", "It matters.", "A book",
            "Set-VMNetworkAdapter -Name web");

    @Test
    void shouldShowWhatHasAllWordsWhateverTheirCaseAndOrder() {
        assertThat(new Filter(Filter.ALL.severities(), " DHCP  prod ").shows(PROBLEM)).isTrue();
        assertThat(new Filter(Filter.ALL.severities(), "practice guards set-vm").shows(PROBLEM)).isTrue();
        assertThat(new Filter(Filter.ALL.severities(), "dhcp storage").shows(PROBLEM)).isFalse();
    }

    @Test
    void shouldShowChosenSeveritiesAlone() {
        assertThat(Filter.of(Severity.WARNING).shows(PROBLEM)).isTrue();
        assertThat(Filter.of(Severity.ERROR).shows(PROBLEM)).isFalse();
        assertThat(new Filter(Set.of(), "").shows(PROBLEM)).isFalse();
    }

    @Test
    void shouldShowOneKind() {
        assertThat(Filter.of(Problem.Kind.PRACTICE).shows(PROBLEM)).isTrue();
        assertThat(Filter.of(Problem.Kind.EXTENSION).shows(PROBLEM)).isFalse();
    }
}
