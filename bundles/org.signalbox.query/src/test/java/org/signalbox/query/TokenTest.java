package org.signalbox.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenTest {

    private static List<String> kinds(String text) {
        return Query.tokens(text, Machine.COLUMNS).stream()
                .map(token -> token.kind().name().charAt(0) + "." + token.text()).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "host:H1* and drops>0 | C.host O.: V.H1* K.and C.drops O.> V.0",
        "(web or 'x y') | O.( W.web K.or W.x y C.)",
        "hots = 1 | E.hots O.= V.1",
        "name:'ab | C.name O.: E.ab",
        "name:\"a\"\"b\" | C.name O.: V.a\"b",
        "mac:02:00 | E.mac O.: V.02:00",
        "a ! b | W.a E.! W.b",
        "and = 3 | E.and O.= V.3",
        "host >= | C.host O.>="})
    void shouldNameEachPartOfWhatIsTyped(String text, String expected) {
        assertThat(String.join(" ", kinds(text))).isEqualTo(expected);
    }
}
