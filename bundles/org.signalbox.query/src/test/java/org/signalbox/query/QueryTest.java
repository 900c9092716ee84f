package org.signalbox.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

    private static List<String> names(String query) throws QueryException {
        return Machine.ALL.stream().filter(Query.parse(query, Machine.COLUMNS)).map(Machine::name).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "web | web1,web10,Web2",
        "'data base' | data base",
        "host:H1* and drops > 0 | web10",
        "host:h1? | web10,data base",
        "name:web* or (host:H11 and not isolated:false) | web1,web10,Web2,data base",
        "web isolated:yes | web10",
        "web not isolated:true | web1,Web2",
        "rate > 9.5Mb/s | web1,data base",
        "rate >= 10 Mbit/s web | web1",
        "rate > 1MB/s | web1,web10,data base",
        "memory >= 4GB | web1,web10,data base",
        "memory = 8GiB | web10",
        "memory < 4gb | Web2,a*b,q",
        "name > web2 and name <= web10 | web10",
        "name = 'a*b' | a*b",
        "host:\"H(1)\" | a*b",
        "host = 'H\"q' | q",
        "state:d* | Web2,not,q",
        "state != up | Web2,not,q",
        "\"not\" | not",
        "NOT web AND drops=0 | data base,a*b",
        "drops != 0 | web10,Web2,not,q",
        "isolated != true and drops > 0 | Web2",
        "a*b | data base,a*b"})
    void shouldLetThroughWhatIsAskedFor(String query, String names) throws Exception {
        assertThat(names(query)).isEqualTo(List.of(names.split(",", -1)));
    }

    @Test
    void shouldLetEverythingThroughWhenNothingIsAskedFor() throws Exception {
        assertThat(names("  ")).hasSize(Machine.ALL.size());
        assertThat(Query.parse("", Machine.COLUMNS).isEmpty()).isTrue();
        assertThat(Query.<Machine>all().isEmpty()).isTrue();
        assertThat(Query.parse("web", Machine.COLUMNS).isEmpty()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "hots:H1 | 0 | found 'hots' at character 1, expected one of the columns name, host, rate, drops, memory, "
            + "isolated, state; did you mean host?",
        "web and zzzzzzzz = 1 | 8 | found 'zzzzzzzz' at character 9, expected one of the columns name, host, rate, "
            + "drops, memory, isolated, state, or a text in quotes",
        "drops > many | 8 | found 'many' at character 9, expected a number such as 10 or 2.5k",
        "rate > 10GB | 7 | found '10GB' at character 8, expected a number such as 10 or 2.5kb/s",
        "isolated:maybe | 9 | found 'maybe' at character 10, expected true or false",
        "isolated > true | 9 | found '>' with isolated at character 10, expected one of : = !=",
        "state:dwon | 6 | found 'dwon' at character 7, expected one of up, down, disconnected",
        "name: | 5 | found the end at character 6, expected what name is compared with",
        "(web | 4 | found the end at character 5, expected a closing bracket",
        "web) | 3 | found ')' at character 4, expected and, or, or the end",
        "web or | 6 | found the end at character 7, expected a word or a comparison such as name:web*",
        "and web | 0 | found 'and' at character 1, expected a word or a comparison such as name:web*",
        "name:'web | 5 | found a quote that does not end at character 6, expected another ' behind it",
        "name ! web | 5 | found '!' at character 6, expected != or not"})
    void shouldSayInOneSentenceWhatIsWrongAndWhere(String query, int position, String sentence) {
        assertThatThrownBy(() -> Query.parse(query, Machine.COLUMNS)).isInstanceOfSatisfying(QueryException.class,
                wrong -> assertThat(wrong.position()).isEqualTo(position)).hasMessage(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "not ", "not("})
    void shouldRefuseWhatIsTooDeepAndNotOverflow(String piece) {
        assertThatThrownBy(() -> Query.parse(piece.repeat(1_000), Machine.COLUMNS))
                .isInstanceOf(QueryException.class).hasMessageContaining("at most 64 brackets");
    }

    @Test
    void shouldTakeLongTextsAndRefuseLongerOnes() throws Exception {
        assertThat(names("web ".repeat(1_000))).containsExactly("web1", "web10", "Web2");
        assertThatThrownBy(() -> Query.parse("x".repeat(Query.LONGEST + 1), Machine.COLUMNS))
                .hasMessage("found more text at character 4097, expected at most 4096 characters");
    }

    @Test
    void shouldOrderTextsByTheNumbersInThem() {
        assertThat(Stream.of("web10", "Web2", "web", "web02a", "web1").sorted(NaturalOrder.INSTANCE))
                .containsExactly("web", "web1", "Web2", "web02a", "web10");
    }

    @Test
    void shouldRefuseAColumnNameThatCannotBeTyped() {
        assertThatThrownBy(() -> Column.text("a b", Machine::name)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("found the column name 'a b', expected a word");
    }
}
