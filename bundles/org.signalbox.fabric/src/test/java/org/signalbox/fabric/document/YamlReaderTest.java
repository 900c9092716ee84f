package org.signalbox.fabric.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.JsonText;
import org.signalbox.schema.Path;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The judge of what YAML means is snakeyaml-engine's own loader. */
class YamlReaderTest {

    private static Located read(String text) throws RefusedException {
        return YamlReader.read("f.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static Object peer(String text) {
        return new Load(LoadSettings.builder().setSchema(new CoreSchema()).setAllowDuplicateKeys(false).build())
                .loadFromString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: 1", "a: [1, -2, +3, 0o17, 0xFF, 1.5, .5, 1e3, -1.25E-2]",
        "a: [~, null, Null, NULL, true, True, FALSE, yes, no, on, off, Y]", "a:", "- a\n- - b\n  - c\n",
        "a: 'x: y'\nb: \"\\u20ac\\n\"\nc: |\n  one\n  two\nd: >\n  one\n  two\n",
        "{\"a\": [1, {\"b\": null}], \"c\": \"d\"}",
        "a: &x {b: 1}\nc: *x\n", "a: !!str 10\nb: !!int \"10\"\nc: ! 12", "02:00:00:00:00:01: 02:00:00:00:00:01",
        "a: 2026-11-23", "? a\n: b", "%YAML 1.2\n---\na: b\n...\n", "# only a comment\n",
        "a: 0o8\nb: 0x\nc: 1_000\nd: 0b1",
        "a: fe80::1\nb: 10.0.0.0/8\nc: '12'", "\uFEFFa: 1", "a: \"\\ud83d\\ude00 \\/\""})
    void shouldReadWhatYamlMeans(String text) throws RefusedException {
        assertThat(JsonText.compact(read(text).tree())).isEqualTo(JsonText.compact(longs(peer(text.replace("\uFEFF",
                "")))));
    }

    /** The peer's integers are Integer, Long or BigInteger. */
    private static Object longs(Object tree) {
        return switch (tree) {
            case Integer number -> number.longValue();
            case List<?> list -> list.stream().map(YamlReaderTest::longs).collect(java.util.ArrayList::new,
                    java.util.ArrayList::add, java.util.ArrayList::addAll);
            case Map<?, ?> map -> {
                final Map<Object, Object> copy = new java.util.LinkedHashMap<>();
                map.forEach((key, value) -> copy.put(key, longs(value)));
                yield copy;
            }
            case null, default -> tree;
        };
    }

    @Test
    void shouldReadJsonIndentedWithTabs() throws RefusedException {
        assertThat(read("{\n\t\"a\":\t[\n\t\t1,\n\t\t2\n\t]\n}\n").tree()).isEqualTo(Map.of("a", List.of(1L, 2L)));
    }

    @Test
    void shouldKnowWhereThingsStand() throws RefusedException {
        final Located root = read("switches:\n  - name: prod\n    ports:\n      - { name: a, vlan: { id: 5 } }\n");
        assertThat(root.find(Path.parse("switches[0].ports[0].vlan.id"))).isEqualTo(new Position(4, 32));
        assertThat(root.findKey(Path.parse("switches[0].ports[0].vlan"))).isEqualTo(new Position(4, 20));
        assertThat(root.find(Path.parse("switches[0].type"))).isEqualTo(new Position(2, 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "a: 1\na: 2 | f.yaml:2:1: found the key 'a' a second time, expected each key once",
        "a: *b | f.yaml:1:4: found the alias *b of nothing that was complete before it, expected the name of an anchor above",
        "a: &b [*b] | f.yaml:1:8: found the alias *b of nothing that was complete before it, expected the name of an anchor above",
        "a: !!python/object x | f.yaml:1:4: found the tag 'tag:yaml.org,2002:python/object' on 'x', expected a tag of the "
            + "YAML core schema that fits its value, or none",
        "a: !!set {x} | f.yaml:1:4: found the tag 'tag:yaml.org,2002:set', expected a tag of the YAML core schema that fits "
            + "its value, or none",
        "a: !!int x | f.yaml:1:4: found the tag 'tag:yaml.org,2002:int' on 'x', expected a tag of the YAML core schema that "
            + "fits its value, or none",
        "a: 99999999999999999999 | f.yaml:1:4: found '99999999999999999999', expected a finite number of at most 64 bits",
        "a: .nan | f.yaml:1:4: found '.nan', expected a finite number of at most 64 bits",
        "? [a]\n: b | f.yaml:1:3: found a list as a key, expected a text as a key",
        "{a: 1}\n---\n{b: 2} | f.yaml:2:1: found a second document, expected one document",
        "a: b: c | f.yaml:1:5: found text that is no YAML (mapping values are not allowed here), expected YAML 1.2 or JSON",
        "[1, 2 | f.yaml:1:6: found text that is no YAML (expected ',' or ']', but got <stream end>), expected YAML 1.2 or "
            + "JSON"})
    void shouldRefuseInOneSentence(String textAndSentence) {
        final String[] parts = textAndSentence.split(" \\| ");
        assertThatThrownBy(() -> read(parts[0])).isInstanceOf(RefusedException.class).hasMessage(parts[1]);
    }

    @Test
    void shouldRefuseBytesThatAreNoText() {
        assertThatThrownBy(() -> YamlReader.read("f", new byte[] {'a', ':', '\n', ' ', (byte) 0xC3, '('}))
                .hasMessage("f:2:2: found bytes that are no UTF-8, expected a text in UTF-8");
        assertThatThrownBy(() -> YamlReader.read("f", new byte[YamlReader.MOST_BYTES + 1]))
                .hasMessage("f: found more than 16 MiB, expected a fabric document");
        assertThatThrownBy(() -> YamlReader.read("f",
                new byte[100])).hasMessageContaining("found text that is no YAML");
    }

    @Test
    void shouldRefuseBillionLaughsQuicklyAndInLittleMemory() {
        final StringBuilder laughs = new StringBuilder("a0: &a0 [lol, lol]\n");
        for (int i = 1; i < 60; i++) {
            laughs.append("a").append(i).append(": &a").append(i).append(" [*a").append(i - 1).append(", *a").append(i - 1)
                    .append("]\n");
        }
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertThatThrownBy(() -> read(laughs.toString()))
                .hasMessageContaining("found more than 500000 values, aliases expanded"));
    }

    @Test
    void shouldRefuseNestingWithoutEnd() {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertThatThrownBy(() -> read("[".repeat(1_000_000)))
                .hasMessage("f.yaml:1:65: found more than 64 levels, expected a fabric document"));
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThatThrownBy(() -> read("[]," .repeat(1_000_000)))
                .isInstanceOf(RefusedException.class));
    }

    /** Spoilt documents are read as the peer reads them, or refused; nothing else ever happens. */
    @Test
    void shouldReadOrRefuseAnything() {
        final String good = """
                switches:
                  - name: prod            # a comment
                    type: private
                    ports:
                      - { name: vm1, mac: "02:00:00:00:00:01", vlan: { mode: access, id: 10 } }
                      - &p
                        name: vm2
                        policies: { x: [1, 2.5, ~, true, 'it''s'] }
                  - *p
                """;
        final String odd = "{}[]:,&*!|>'\"%@`#-?~ \n\t\u0000\u00e9<0a";
        int read = 0;
        for (long seed = 0; seed < 2000; seed++) {
            final Random random = new Random(seed);
            final StringBuilder text = new StringBuilder(good);
            for (int i = random.nextInt(4); i >= 0; i--) {
                final int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, odd.charAt(random.nextInt(odd.length())));
                    default -> text.setCharAt(at, odd.charAt(random.nextInt(odd.length())));
                }
            }
            try {
                final Object tree = read(text.toString()).tree();
                assertThat(keysAsText(tree)).as("seed " + seed).isEqualTo(keysAsText(longs(peer(text.toString()))));
                read++;
            } catch (RefusedException refused) {
                assertThat(refused.getMessage()).as("seed " + seed).startsWith("f.yaml").doesNotContain("\n");
            } catch (YamlEngineException peerOnly) {
                throw new AssertionError("seed " + seed + ": only the peer refuses\n" + text, peerOnly);
            }
        }
        assertThat(read).isGreaterThan(200);
    }

    /** Keys are texts here and may be numbers there. */
    private static String keysAsText(Object tree) {
        return String.valueOf(tree).replace("~=", "null=");
    }

    @Test
    void shouldWriteWhatItReads() throws RefusedException {
        for (long seed = 0; seed < 1000; seed++) {
            final Object tree = new RandomTree(seed).map(4);
            final String text = YamlWriter.write(tree);
            assertThat(JsonText.compact(read(text).tree())).as("seed " + seed + "\n" + text)
                    .isEqualTo(JsonText.compact(tree)).isEqualTo(JsonText.compact(longs(peer(text))));
        }
    }

    @Test
    void shouldWriteForPeople() {
        final String text = """
                switches:
                  - name: prod
                    extensions: [org.signalbox.extension.filtering]
                    ports:
                      - name: vm1
                        mac: "02:00:00:00:00:01"
                        vlan: { mode: access, id: 10 }
                        policies:
                          org.signalbox.extension.filtering:
                            acl:
                              - { action: deny, direction: inbound, remote: 10.0.0.0/8, reason: "because, we: can" }
                              - { action: allow, direction: outbound, remote: "2001:db8::/32", local: fe80::1/128 }
                """;
        assertThat(Arrays.asList(YamlWriter.write(longs(peer(text))).split("\n"))).containsExactly(text.split("\n"));
    }
}
