package org.signalbox.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our JSON against Jackson's. */
class JsonTextTest {

    private final ObjectMapper peer = new ObjectMapper();

    @Test
    void shouldWriteWhatOthersRead() throws Exception {
        for (long seed = 0; seed < 500; seed++) {
            final Object tree = new Racks(seed).tree(4);
            final JsonNode read = peer.readTree(JsonText.compact(tree));
            assertEquals(read, peer.readTree(JsonText.pretty(tree)), "seed " + seed);
            assertEquals(tree, JsonText.parse(peer.writeValueAsString(read)), "seed " + seed);
            assertEquals(tree, JsonText.parse(JsonText.pretty(tree)), "seed " + seed);
        }
    }

    @Test
    void shouldNeverFailButByRefusal() {
        final String letters = "{}[]\":,\\u0019truefalsn-+.eE \n\tx\u20ac";
        final Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            final StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                JsonText.parse(text.toString());
            } catch (final IllegalArgumentException expected) {
                assertEquals("line", expected.getMessage().substring(0, 4));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a": 1, "a": 2}      | line 1, column 10: found '"a": 2}', expected each key once
            [1 2]                 | line 1, column 4: found '2]', expected ',' or ']'
            [01]                  | line 1, column 2: found '01]', expected a number of at most 64 bits without \
            leading zeros
            [9223372036854775808] | line 1, column 2: found '9223372036854775808]', expected a number of at most \
            64 bits without leading zeros
            1e999                 | line 1, column 1: found '1e999', expected a number of at most 64 bits without \
            leading zeros
            {} x                  | line 1, column 4: found 'x', expected the end of the text
            ["                    | line 1, column 3: found the end of the text, expected the closing '"' of a text
            """)
    void shouldSayWhereJsonEnds(final String text, final String sentence) {
        assertEquals(sentence, assertThrows(IllegalArgumentException.class, () -> JsonText.parse(text)).getMessage());
    }

    @Test
    void shouldRefuseNestingWithoutEnd() {
        assertThrows(IllegalArgumentException.class, () -> JsonText.parse("[".repeat(1_000_000)));
    }

    @Test
    void shouldRefuseToWriteWhatJsonCannotHold() {
        assertThrows(IllegalArgumentException.class, () -> JsonText.compact(Map.of("x", Double.NaN)));
    }
}
