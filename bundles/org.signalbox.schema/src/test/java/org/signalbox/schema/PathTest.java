package org.signalbox.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTest {

    @Test
    void shouldReadWhatItWrites() {
        final Path path = Path.ROOT.key("switches").index(0).key("ports").name("vm1").key("policies")
                .key("org.example").key("").name("odd] \"name\"").name("7");
        assertEquals("switches[0].ports[name=vm1].policies[\"org.example\"][\"\"][name=\"odd] \\\"name\\\"\"][name=7]",
                path.toString());
        assertEquals(path, Path.parse(path.toString()));
        assertEquals(Path.ROOT, Path.parse(""));
        final Path longest = Path.ROOT.key("\"\n".repeat(100_000)).name("x ".repeat(100_000));
        assertEquals(longest, Path.parse(longest.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {".a", "a.", "a..b", "a[", "a[x]", "a[99999999999]", "a[name=]", "a b", "a[\"x]", "[0]b"})
    void shouldRefuseOtherNotation(final String text) {
        assertThrows(IllegalArgumentException.class, () -> Path.parse(text));
    }

    @Test
    void shouldOverlapAboveAndBelow() {
        final Path port = Path.parse("switches[name=a].ports[name=b]");
        assertTrue(port.overlaps(port.key("vlan")));
        assertTrue(port.overlaps(Path.parse("switches[name=a]")));
        assertFalse(port.overlaps(Path.parse("switches[name=b]")));
    }
}
