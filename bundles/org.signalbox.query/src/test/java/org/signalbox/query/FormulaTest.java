package org.signalbox.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {

    /** One whose columns are called so that slashes and signs in names can be told from operators. */
    private record Port(double drops, double perSecond, double frames) {
    }

    private static final List<Column<Port>> COLUMNS = List.of(Column.text("name", port -> "p"),
            Column.number("drops", "", Port::drops), Column.number("drops/s", "", Port::perSecond),
            Column.number("frames", "", Port::frames), Column.flag("isolated", port -> true));
    private static final Port PORT = new Port(8, 2, 32);

    private static double of(String text) throws QueryException {
        return Formula.parse(text, COLUMNS).applyAsDouble(PORT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "drops | 8",
        "drops/s | 2",
        "DROPS/S*3 | 6",
        "drops/frames | 0.25",
        "drops/(frames + drops) * 100 | 20",
        "drops-frames | -24",
        "frames - drops - drops/s | 22",
        "frames / drops / 2 | 2",
        "2+3*4-1 | 13",
        "(2 + 3) * 4 | 20",
        "-drops * -2.5 | 20",
        "--1 | 1",
        "1 - -1 | 2"})
    void shouldComputeAsIsWritten(String text, double number) throws Exception {
        assertThat(of(text)).isEqualTo(number);
        assertThat(Formula.parse(text, COLUMNS)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 / 0", "drops / (drops - 8)", "0 / 0", "1 / (1 / 0)", "-(1/0)",
        "999999999999999999 * frames / 0 * 0"})
    void shouldGiveNoNumberWhereItIsDividedByZero(String text) throws Exception {
        assertThat(of(text)).isNaN();
    }

    @Test
    void shouldGiveNoNumberWhereAColumnHasNoneOrAStepGoesBeyondThem() throws Exception {
        assertThat(Formula.parse("0 * drops", COLUMNS).applyAsDouble(new Port(Double.NaN, 0, 0))).isNaN();
        assertThat(Formula.parse("1 / drops", COLUMNS).applyAsDouble(new Port(Double.POSITIVE_INFINITY, 0, 0))).isNaN();
        final String large = "999999999999999999";
        assertThat(of("1 / (" + (large + "*").repeat(17) + large + ")")).isNaN();
    }

    @Test
    void shouldGiveOneZeroOnly() throws Exception {
        for (final String zero : List.of("-0", "0 * -1", "0 / -1", "-(1 - 1)")) {
            assertThat(1 / of(zero)).as(zero).isEqualTo(Double.POSITIVE_INFINITY);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "`` | 0 | found the end at character 1, expected a column of numbers, a number or a bracket",
        "drops + | 7 | found the end at character 8, expected a column of numbers, a number or a bracket",
        "drops * / 2 | 8 | found '/' at character 9, expected a column of numbers, a number or a bracket",
        "(drops | 6 | found the end at character 7, expected one of + - * / or a closing bracket",
        "(drops 2 | 7 | found '2' at character 8, expected one of + - * / or a closing bracket",
        "drops) | 5 | found ')' at character 6, expected one of + - * / or the end",
        "2 drops | 2 | found 'drops' at character 3, expected one of + - * / or the end",
        "dorps | 0 | found 'dorps' at character 1, expected a number or one of the columns drops, drops/s, frames; "
            + "did you mean drops?",
        "drops / s | 8 | found 's' at character 9, expected a number or one of the columns drops, drops/s, frames",
        "1 + name | 4 | found the column name, which holds no numbers, at character 5, expected one of those that do: "
            + "drops, drops/s, frames",
        "isolated | 0 | found the column isolated, which holds no numbers, at character 1, expected one of those that "
            + "do: drops, drops/s, frames",
        "2.5k | 0 | found '2.5k' at character 1, expected a number such as 10 or 2.5",
        "drops > 2 | 6 | found '>' at character 7, expected one of + - * / or the end"})
    void shouldTellInOneSentenceWhatIsWrongAndWhere(String text, int position, String message) {
        assertThatThrownBy(() -> of(text)).isInstanceOfSatisfying(QueryException.class,
                wrong -> assertThat(wrong.position()).isEqualTo(position)).hasMessage(message);
    }

    @Test
    void shouldTakeNoMoreThanItsBounds() throws Exception {
        final int deep = FormulaParser.DEEPEST;
        assertThat(of("(".repeat(deep - 1) + "1" + ")".repeat(deep - 1))).isEqualTo(1);
        assertThatThrownBy(() -> of("(".repeat(deep) + "1" + ")".repeat(deep)))
                .hasMessage("found '1' at character 65, expected at most 64 brackets and signs within each other");
        assertThatThrownBy(() -> of("-".repeat(deep) + "1")).hasMessageContaining("at most 64 brackets and signs");
        assertThat(of("1" + "+1".repeat(Formula.LONGEST / 2 - 1) + " ")).isEqualTo(Formula.LONGEST / 2);
        assertThatThrownBy(() -> of("1" + "+1".repeat(Formula.LONGEST / 2)))
                .hasMessage("found more text at character 1025, expected at most 1024 characters");
        assertThatCode(() -> of(" ".repeat(Formula.LONGEST - 1) + "1")).doesNotThrowAnyException();
    }

    @Test
    void shouldProposeColumnsOfNumbersAndWhatGoesOnCalculating() {
        assertThat(proposals("")).containsExactly("drops", "drops/s", "frames");
        assertThat(proposals("2 * (")).containsExactly("drops", "drops/s", "frames");
        assertThat(proposals("2 * Fr")).containsExactly("frames");
        assertThat(proposals("drops")).containsExactly("drops/s", " + ", " - ", " * ", " / ");
        assertThat(proposals("drops ")).containsExactly("+ ", "- ", "* ", "/ ");
        assertThat(proposals("na")).isEmpty();
        assertThat(Completion.ofFormula("1 + fr * 2", 6, COLUMNS)).containsExactly(
                new Completion("frames", 4, 2, "number"));
    }

    private static List<String> proposals(String typed) {
        return Completion.ofFormula(typed, typed.length(), COLUMNS).stream().map(Completion::text).toList();
    }

    @Test
    void shouldCutAnUnfinishedTextIntoParts() {
        assertThat(Formula.tokens("drops/s*(2.5 -nix", COLUMNS)).extracting(Token::kind).containsExactly(
                Token.Kind.COLUMN, Token.Kind.OPERATOR, Token.Kind.OPEN, Token.Kind.VALUE, Token.Kind.OPERATOR,
                Token.Kind.ERROR);
    }
}
