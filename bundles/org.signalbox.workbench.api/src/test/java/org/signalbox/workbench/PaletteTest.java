package org.signalbox.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.eclipse.swt.graphics.RGB;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text reaches the contrast that WCAG 2.1 asks for, by its own formula (relative luminance, 1.4.3 and 1.4.11). */
class PaletteTest {

    private static final double TEXT = 4.5;
    private static final double SHAPE = 3.0;

    private record Pair(Token over, Token under, boolean dark, double least) {
    }

    static Stream<Pair> pairs() {
        final List<Token> grounds = List.of(Token.GROUND, Token.SURFACE, Token.RAISED);
        final List<Token> texts = List.of(Token.TEXT, Token.TEXT2, Token.TEXT3, Token.ACCENT, Token.OK, Token.WARN,
                Token.ERROR, Token.INFO, Token.EXTENSION);
        return Stream.of(true, false).flatMap(dark -> Stream.of(
                grounds.stream().flatMap(under -> texts.stream().map(over -> new Pair(over, under, dark, TEXT))),
                Stream.of(Token.TEXT, Token.TEXT2).map(over -> new Pair(over, Token.SELECTED_IDLE, dark, TEXT)),
                Stream.of(Token.ON_SELECTED, Token.TEXT2, Token.ERROR, Token.WARN)
                        .map(over -> new Pair(over, Token.SELECTED, dark, TEXT)),
                Stream.of(new Pair(Token.ON_ACCENT, Token.ACCENT, dark, TEXT),
                        new Pair(Token.OK, Token.OK_SOFT, dark, TEXT), new Pair(Token.WARN, Token.WARN_SOFT, dark, TEXT),
                        new Pair(Token.ERROR, Token.ERROR_SOFT, dark, TEXT),
                        new Pair(Token.TEXT, Token.ERROR_SOFT, dark, TEXT),
                        new Pair(Token.EXTENSION, Token.EXTENSION_SOFT, dark, TEXT),
                        new Pair(Token.LINE_STRONG, Token.SURFACE, dark, SHAPE),
                        new Pair(Token.LINK, Token.GROUND, dark, SHAPE)))
                .flatMap(each -> each));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void shouldReachTheContrast(Pair pair) {
        assertThat(contrast(pair.over().rgb(pair.dark()), pair.under().rgb(pair.dark()))).as(pair.toString())
                .isGreaterThanOrEqualTo(pair.least());
    }

    private static double contrast(RGB a, RGB b) {
        final double first = luminance(a);
        final double second = luminance(b);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double luminance(RGB colour) {
        return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
    }

    private static double linear(int part) {
        final double share = part / 255.0;
        return share <= 0.03928 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
