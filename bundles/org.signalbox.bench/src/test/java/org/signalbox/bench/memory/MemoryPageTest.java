package org.signalbox.bench.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MemoryPageTest {

    @BeforeAll
    static void writeFiguresTheSameEverywhere() {
        Locale.setDefault(Locale.ROOT);
    }

    private static MemoryPage page(final double flood4000, final double lookup100000, final int heap) {
        final MemoryPage page = new MemoryPage("here", heap);
        page.add(Curve.FLOOD, "250", new MemoryPage.Point(2_490, 1));
        page.add(Curve.FLOOD, "4000", new MemoryPage.Point(flood4000, 1));
        page.add(Curve.LOOKUP, "1000", new MemoryPage.Point(10, 0.5));
        page.add(Curve.LOOKUP, "100000", new MemoryPage.Point(lookup100000, 0.5));
        return page;
    }

    @Test
    void shouldTellGoalsThatAreMet() {
        assertThat(page(3_999 * 12, 19, 500).text()).contains("| 1.20 times | met |", "| 1.90 times | met |",
                "| 500 MB in use | met |").doesNotContain("MISSED");
    }

    @Test
    void shouldTellGoalsThatAreMissed() {
        assertThat(page(3_999 * 13, 21, 513).text()).contains("| 1.30 times | MISSED |", "| 2.10 times | MISSED |",
                "| 513 MB in use | MISSED |").doesNotContain("met |\n");
    }

    @Test
    void shouldShowWhatACopyCosts() {
        assertThat(page(3_999 * 12, 19, 500).text()).contains("| 4,000 | 47,988.0 | ± 1.0 | 12.0 |",
                "| 100,000 | 19.0 | ± 0.5 |\n");
    }
}
