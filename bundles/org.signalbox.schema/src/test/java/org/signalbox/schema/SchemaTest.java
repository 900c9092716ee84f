package org.signalbox.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaTest {

    private static final String GOOD = """
            {"name": "r1", "kind": "open", "serial": 5}""";

    private final Schema<Rack> schema = Schema.of(Rack.class);

    @Test
    void shouldFillInDefaults() {
        assertEquals(new Rack("r1", Rack.Kind.OPEN, Rack.Kind.FRONT_LOADED, 7, 5, 0.5, true, 1, List.of(), List.of(),
                Map.of(), Map.of(), new Rack.Off(), Optional.empty(), Optional.empty()),
                schema.bind(JsonText.parse(GOOD)));
    }

    @Test
    void shouldLeaveDefaultsOut() {
        assertEquals(GOOD.replace(" ", ""), JsonText.compact(schema.unbind(schema.bind(JsonText.parse(GOOD)))));
    }

    @Test
    void shouldBindWhatItUnbound() {
        for (long seed = 0; seed < 1000; seed++) {
            final Rack rack = new Racks(seed).rack();
            assertEquals(rack, schema.bind(schema.unbind(rack)), "seed " + seed);
            assertEquals(rack, schema.bind(JsonText.parse(JsonText.pretty(schema.unbind(rack)))), "seed " + seed);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {} | found no 'name', expected a name such as rack-1
            {"name": "-"} | name: found '-', expected a name such as rack-1
            {"name": "r", "kind": "closed"} | kind: found 'closed', expected one of 'open', 'front-loaded', 'HyperKind'
            {"name": "r", "kind": null} | kind: found nothing, expected one of 'open', 'front-loaded', 'HyperKind'
            {"name": "r", "kind": "open", "serial": 1.5} | serial: found 1.5, expected a whole number
            {"name": "r", "kind": "open", "serial": 1, "rating": 100} | rating: found 100, expected a whole number \
            from 0 to 99
            {"name": "r", "kind": "open", "serial": 1, "load": "x"} | load: found 'x', expected a number from 0 to 1
            {"name": "r", "kind": "open", "serial": 1, "slots": [1, 9]} | slots[1]: found 9, expected a whole number \
            from 1 to 8
            {"name": "r", "kind": "open", "serial": 1, "units": {}} | units: found an empty mapping, expected a list
            {"name": "r", "kind": "open", "serial": 1, "units": [{"name": "u", "inner": [{}]}]} | units[0].inner[0]: \
            found no 'name', expected a text
            {"name": "r", "kind": "open", "serial": 1, "labels": {"A": "x"}} | labels.A: found the key 'A', expected \
            lower-case letters
            {"name": "r", "kind": "open", "serial": 1, "tag": "x"} | tag: found 'x', expected a tag
            {"name": "r", "kind": "open", "serial": 1, "power": {}} | power: found no 'mode', expected one of 'off', \
            'metered', 'dual-feed'
            {"name": "r", "kind": "open", "serial": 1, "power": {"mode": "on"}} | power.mode: found 'on', expected \
            one of 'off', 'metered', 'dual-feed'
            {"name": "r", "kind": "open", "serial": 1, "power": {"mode": "metered", "volt": 1}} | power.volt: found \
            unknown key 'volt', expected one of 'mode', 'volts', 'alarm'; did you mean 'volts'?
            {"name": "r", "kind": "open", "serial": 1, "locked": "yes"} | locked: found 'yes', expected true or false
            [] | found an empty list, expected a mapping
            """)
    void shouldSayWhatWasFoundAndExpected(final String document, final String sentence) {
        assertEquals(sentence, assertThrows(SchemaException.class, () -> schema.bind(JsonText.parse(document)))
                .getMessage());
    }

    @Test
    void shouldCutLongValuesInComplaints() {
        final SchemaException complaint = assertThrows(SchemaException.class,
                () -> schema.bind(Map.of("name", "\u001b" + "-".repeat(100_000))));
        assertEquals("?" + "-".repeat(59) + "...", complaint.found().substring(1, complaint.found().length() - 1));
    }

    @Test
    void shouldTellNearestOfKnownKeys() {
        record Port(Optional<String> vlan, Optional<String> mac, Optional<String> allowMacSpoofing) {
        }
        assertEquals("vlna: found unknown key 'vlna', expected one of 'vlan', 'mac', 'allowMacSpoofing'; "
                + "did you mean 'vlan'?", assertThrows(SchemaException.class,
                        () -> Schema.of(Port.class).bind(Map.of("vlna", 1L))).getMessage());
        assertFalse(assertThrows(SchemaException.class, () -> Schema.of(Port.class).bind(Map.of("colour", 1L)))
                .getMessage().contains("did you mean"));
    }

    @Test
    void shouldKeepComplaintsOnOneLine() {
        final String complaint = assertThrows(SchemaException.class,
                () -> schema.bind(Map.of("name", "r", "kind", "open",
                "serial", 1L, "tag", "\n" + "x".repeat(100_000)))).getMessage();
        assertEquals("tag: found '?xxx", complaint.substring(0, 16));
        assertFalse(complaint.contains("\n") || complaint.length() > 500);
    }

    record Span(int from, int to) {
        Span {
            if (from > to) {
                throw new IllegalArgumentException("found " + from + " above " + to + ", expected a span upwards");
            }
            if (from == to) {
                throw new SchemaException(Path.ROOT.key("to"), String.valueOf(to), "another end than start");
            }
        }
    }

    record Spans(List<Span> spans) {
    }

    @Test
    void shouldPointAtRulesAcrossComponents() {
        final Schema<Spans> spans = Schema.of(Spans.class);
        assertEquals("spans[1]: found 3 above 2, expected a span upwards", assertThrows(SchemaException.class,
                () -> spans.bind(JsonText.parse("""
                        {"spans": [{"from": 1, "to": 2}, {"from": 3, "to": 2}]}"""))).getMessage());
        assertEquals("spans[0].to: found 2, expected another end than start", assertThrows(SchemaException.class,
                () -> spans.bind(JsonText.parse("""
                        {"spans": [{"from": 2, "to": 2}]}"""))).getMessage());
    }

    @Test
    void shouldRefuseWhatIsNoTree() {
        assertEquals("open.x[0]: found 18446744073709551616, expected a text, a number of at most 64 bits, true, "
                + "false, a list or a mapping", assertThrows(SchemaException.class,
                        () -> schema.bind(Map.of("name", "r", "kind", "open", "serial", 1L, "open",
                                Map.of("x", List.of(java.math.BigInteger.TWO.pow(64)))))).getMessage());
    }

    record Odd(Thread thread) {
    }

    record BadDefault(@Default("12") @Range(min = 0, max = 9) int digit) {
    }

    @Test
    void shouldRefuseRecordsItCannotWrite() {
        assertThrows(IllegalArgumentException.class, () -> Schema.of(Odd.class));
        assertThrows(IllegalArgumentException.class, () -> Schema.of(BadDefault.class));
    }
}
