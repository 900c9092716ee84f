package org.signalbox.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionTest {

    private static List<Completion> completions(String text) {
        return Completion.of(text, text.length(), Machine.COLUMNS,
                column -> Machine.ALL.stream().map(column::text).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = false, value = {
        "ho|host:",
        "(r|rate > ",
        "web and s|state:",
        "host|host:,host = ,host != ",
        "isolated |isolated:,isolated != ",
        "state:|up,down,disconnected",
        "state:d|disconnected,down",
        "isolated = t|true",
        "name:d|\"data base\"",
        "name:'d|\"data base\"",
        "name:web |and ,or ",
        "drops > |",
        "web a|and ",
        "x n|name:,not "})
    void shouldProposeWhatMayComeNext(String text, String expected) {
        final List<String> proposed = completions(text).stream().map(Completion::text).toList();
        assertThat(proposed).containsExactlyInAnyOrderElementsOf(
                expected == null ? List.of() : List.of(expected.split(",")));
    }

    @Test
    void shouldProposeEveryColumnAtTheBeginning() {
        assertThat(completions("")).extracting(Completion::text).contains("name:", "drops > ", "isolated:", "not ");
    }

    @Test
    void shouldReplaceTheWordBeforeTheCaretOnly() {
        assertThat(Completion.of("web and ho and x", 10, Machine.COLUMNS, column -> List.of()).getFirst())
                .isEqualTo(new Completion("host:", 8, 2, "text, * and ? stand for others"));
    }

    @Test
    void shouldReplaceAColumnThatStandsAloneWithSpacesBehind() {
        final Completion first = completions("isolated ").getFirst();
        assertThat("isolated ".substring(0, first.start()) + first.text()).isEqualTo("isolated:");
    }

    @Test
    void shouldProposeOnlySoMany() {
        assertThat(Completion.of("name:", 5, Machine.COLUMNS,
                column -> IntStream.range(0, 4_000).mapToObj(i -> "vm" + i).toList()))
                .hasSize(Completion.MOST);
    }
}
