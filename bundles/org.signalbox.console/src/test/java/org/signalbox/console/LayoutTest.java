package org.signalbox.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.signalbox.command.Unit;
import org.signalbox.console.language.Item;

/** Tables and lists as they appear on the screen; the expected ones were drawn by hand. */
class LayoutTest {
    record Row(String name, @Unit("frames/s") double rate, @Unit("bytes") long received, Optional<String> reason,
            List<String> extensions) {
    }

    private static final List<Object> ROWS = List.of(
            Item.of("Row", new Row("web1", 1234.5, 9_876_543_210L, Optional.empty(), List.of("a", "b"))),
            Item.of("Row", new Row("db", 0, 7, Optional.of("no cable\u001b[31m, and a long reason"), List.of())));

    @Test
    void shouldAlignNumbersToTheRightAndShowUnits() {
        assertThat(Layout.any(ROWS, 0)).isEqualTo("""
                Name        Rate    Received  Reason                            Extensions
                      (frames/s)     (bytes)
                ----  ----------    --------  ------                            ----------
                web1      1234.5  9876543210                                    a, b
                db             0           7  no cable [31m, and a long reason
                """);
    }

    @Test
    void shouldCutTheWidestTextsToFitTheScreen() {
        assertThat(Layout.any(ROWS, 64).lines()).allMatch(line -> line.length() <= 64)
                .anyMatch(line -> line.endsWith("  no cable [31m, and ..."));
    }

    @Test
    void shouldPrintAListWhereNoTableFits() {
        assertThat(Layout.any(ROWS, 30)).startsWith("""
                Name             : web1
                Rate (frames/s)  : 1234.5
                Received (bytes) : 9876543210
                Reason           :
                Extensions       : a, b

                Name             : db
                """);
    }

    @Test
    void shouldBeginATableForObjectsOfAnotherKind() {
        record Other(String word) {
        }
        assertThat(Layout.any(List.of(ROWS.getFirst(), Item.of("Other", new Other("x")), "text"), 0).lines())
                .containsSequence("", "Word", "----", "x", "text");
    }

    @Test
    void shouldPrintJson() {
        assertThat(Layout.json(List.of(ROWS.getFirst()), true)).isEqualTo("{\"name\":\"web1\",\"rate\":1234.5,"
                + "\"received\":9876543210,\"reason\":null,\"extensions\":[\"a\",\"b\"]}\n");
        assertThat(Layout.json(List.of(), true)).isEqualTo("[]\n");
    }
}
