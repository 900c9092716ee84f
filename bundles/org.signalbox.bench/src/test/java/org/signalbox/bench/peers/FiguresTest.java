package org.signalbox.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;

import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final Figures.Row ROW = new Figures.Row("Open vSwitch", Link.TAP);

    @Test
    void shouldTakeTheMiddle() {
        assertThat(Figures.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5);
        assertThat(Figures.median(List.of(9.0, 1.0, 5.0, 7.0))).isEqualTo(6);
        assertThat(Figures.median(List.of(3.0))).isEqualTo(3);
    }

    @Test
    void shouldRefuseTheMiddleOfNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> Figures.median(List.of()))
                .withMessageContaining("no values");
    }

    @Test
    void shouldTakePercentiles() {
        final long[] values = new long[100];
        for (int i = 0; i < values.length; i++) {
            values[i] = 100 - i;
        }
        assertThat(Figures.percentile(values, 0.5)).isEqualTo(50);
        assertThat(Figures.percentile(values, 0.99)).isEqualTo(99);
        assertThat(Figures.percentile(values, 1)).isEqualTo(100);
        assertThat(Figures.percentile(new long[] {7}, 0.01)).isEqualTo(7);
        assertThat(values[0]).as("the values' own order").isEqualTo(100);
    }

    @Test
    void shouldTellMedianAndSpreadOfWhatWasSeen() {
        final Figures figures = new Figures();
        figures.add(ROW, Figure.CPU, 90);
        figures.add(ROW, Figure.CPU, 100);
        figures.add(ROW, Figure.CPU, 130);
        assertThat(figures.median(ROW, Figure.CPU)).hasValue(100);
        assertThat(figures.spread(ROW, Figure.CPU)).isCloseTo(0.2, within(1e-9));
        assertThat(figures.median(ROW, Figure.TCP)).isEmpty();
        assertThat(figures.median(new Figures.Row("nobody", Link.VETH), Figure.CPU)).isEmpty();
    }

    @Test
    void shouldKeepTheOrderOfRows() {
        final Figures figures = new Figures();
        final Figures.Row first = new Figures.Row("z", Link.VETH);
        figures.row(first);
        figures.add(ROW, Figure.CPU, 1);
        figures.add(first, Figure.CPU, 1);
        assertThat(figures.rows()).containsExactly(first, ROW);
    }
}
