package org.signalbox.fabric.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.signalbox.command.RefusedException;
import org.signalbox.extension.filtering.FilteringService;
import org.signalbox.schema.JsonText;
import org.signalbox.schema.Range;
import org.signalbox.vswitch.extension.PolicyVersion;

/**
 * Documents that make sense and documents that do not; the published JSON Schema, judged by another program,
 * agrees.
 */
class DocumentSourceTest {
    private static final Path PUBLISHED = Path.of("../../product/schema/fabric.schema.json");
    private static final String PORT = "switches: [{ name: s, ports: [{ name: p, ";
    private static final JsonSchema VALIDATOR = JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(JsonText.pretty(shipped().tree()));

    /** With the policies of the extensions that are shipped. */
    private static DocumentSchema shipped() {
        return new DocumentSchema().portPolicy("org.signalbox.extension.filtering",
                new FilteringService().portPolicy().orElseThrow());
    }

    private static DocumentSource read(String text) throws RefusedException {
        return DocumentSource.read("f.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean allowsBySchema(String text) throws RefusedException {
        final Object tree = YamlReader.read("f.yaml", text.getBytes(StandardCharsets.UTF_8)).tree();
        return VALIDATOR.validate(JsonText.compact(tree), InputFormat.JSON).isEmpty();
    }

    private static String ports(String... ports) {
        return "switches:\n  - name: s\n    ports:\n      - " + String.join("\n      - ", ports) + "\n";
    }

    static Stream<String> good() {
        return Stream.of("{}", "switches: []", "switches: [{ name: prod }]", "{\"switches\": [{\"name\": \"prod\"}]}",
                "hosts: [{ name: h1 }, { name: h2, switches: [{ name: prod, type: external, extensions: [a, b] }] }]",
                PORT + "mac: \"02:00:00:00:00:01\", vlan: { mode: access, id: 4094 }, allowMacSpoofing: true }]}]",
                PORT + "vlan: { mode: trunk, native: 0, allowed: [1, 20-29, \"30\"] } }]}]",
                PORT + "vlan: { mode: untagged }, attachment: { lab: { address: 10.0.0.1/24 } } }]}]",
                ports("{ name: a, vlan: { mode: private, primary: 100, secondary: 201, role: isolated } }",
                        "{ name: b, vlan: { mode: private, primary: 100, secondary: 202, role: community } }",
                        "{ name: c, vlan: { mode: private, primary: 100, secondaries: [201-202], role: promiscuous } }"),
                PORT + "policies: { org.acme: { any: [thing, 1, { at: all }], on: true } } }]}]",
                "switches: [&a { name: a }, { name: b, ports: &p [{ name: x }] }, { name: c, ports: *p }]");
    }

    @ParameterizedTest
    @MethodSource("good")
    void shouldTakeWhatMakesSense(String text) throws RefusedException {
        final DocumentSource source = read(text);
        assertThat(allowsBySchema(text)).isTrue();
        assertThat(read(DocumentText.yaml(source.document())).document()).isEqualTo(source.document());
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                bad("", "1:1: found nothing, expected a mapping"),
                bad("prod", "1:1: found 'prod', expected a mapping"),
                bad("switch: []", "1:1: found unknown key 'switch', expected one of 'hosts', 'switches', 'trust'; "
                        + "did you mean 'switches'?"),
                bad("switches: { name: prod }", "1:11: found a mapping, expected a list"),
                bad("switches:\n  - type: private\n",
                        "2:5: found no 'name', expected a name of letters, digits, '.', '_' "
                        + "and '-' that begins with a letter or a digit"),
                bad("switches:\n  - name: my switch\n",
                        "2:11: found 'my switch', expected a name of letters, digits, '.', "
                        + "'_' and '-' that begins with a letter or a digit"),
                bad("switches: [{ name: 12 }]",
                        "1:20: found 12, expected a name of letters, digits, '.', '_' and '-' that "
                        + "begins with a letter or a digit"),
                bad("switches: [{ name: s, type: Private }]", "1:29: found 'Private', expected one of 'private', "
                        + "'internal', 'external'"),
                bad(ports("{ name: p, vlna: { mode: untagged } }"), "4:20: found unknown key 'vlna', expected one of "
                        + "'name', 'type', 'machine', 'mac', 'vlan', 'allowMacSpoofing', 'allowTeaming', "
                        + "'ieeePriorityTag', 'mirroring', 'limits', 'staticAddresses', 'mandatoryExtensions', "
                        + "'attachment', 'policies'; "
                        + "did you mean 'vlan'?"),
                bad(PORT + "allowMacSpoofing: yes }]}]", "1:60: found 'yes', expected true or false"),
                bad(PORT + "vlan: { mode: access, id: 4095 } }]}]",
                        "1:68: found 4095, expected a whole number from 1 to 4094"),
                bad(PORT + "vlan: { mode: access } }]}]",
                        "1:48: found no 'id', expected a whole number from 1 to 4094"),
                bad(PORT + "vlan: { mode: tagged } }]}]", "1:56: found 'tagged', expected one of 'untagged', 'access', "
                        + "'trunk', 'private'"),
                bad(PORT + "vlan: { mode: trunk, id: 5 } }]}]", "1:63: found unknown key 'id', expected one of 'mode', "
                        + "'native', 'allowed', 'pruned'"),
                bad(PORT + "mac: hello }]}]", "1:47: found 'hello', expected a MAC address such as 02:00:00:00:00:01"),
                bad(PORT + "mac: 20000000001 }]}]", "1:47: found 20000000001, expected a MAC address such as "
                        + "02:00:00:00:00:01"),
                bad(PORT + "vlan: { mode: trunk, allowed: [10, 5000] } }]}]",
                        "1:77: found 5000, expected a VLAN identifier "
                        + "such as 10 or a range such as 20-29"),
                bad(PORT + "vlan: { mode: trunk, allowed: all } }]}]", "1:72: found 'all', expected a list"),
                bad(PORT + "policies: [] }]}]", "1:52: found an empty list, expected a mapping"));
    }

    static Stream<Arguments> senseless() {
        return Stream.of(
                bad(PORT + "mac: \"01:00:5e:00:00:01\" }]}]",
                        "1:47: found 01:00:5e:00:00:01, expected the address of a "
                        + "single station"),
                bad(PORT + "vlan: { mode: trunk, allowed: [10, 30-20] } }]}]", "1:77: found \"30-20\", expected VLAN "
                        + "identifiers from 1 to 4094, the lower one first"),
                bad("switches: [{ name: a }, { name: b }, { name: a }]",
                        "1:46: found a second switch 'a', expected a name "
                        + "of its own for each switch"),
                bad("hosts: [{ name: h }, { name: h }]",
                        "1:30: found a second host 'h', expected a name of its own for "
                        + "each host"),
                bad(ports("{ name: p }", "{ name: p }"),
                        "5:17: found a second port 'p', expected a name of its own for each "
                        + "port"),
                bad(ports("{ name: p, mac: \"02:00:00:00:00:01\" }", "{ name: q, mac: 02-00-00-00-00-01 }"),
                        "5:25: found "
                        + "02:00:00:00:00:01, which port 'p' has already, expected an address of its own for each port of a "
                        + "switch"),
                bad("switches: [{ name: s, extensions: [a, b, a] }]", "1:42: found 'a' a second time, expected each "
                        + "extension once"),
                bad("hosts: [{ name: h }]\nswitches: [{ name: s }]",
                        "1:1: found both 'hosts' and 'switches', expected one "
                        + "of them: with several hosts each switch stands inside its host"),
                bad(PORT + "vlan: { mode: private, primary: 5, role: isolated } }]}]",
                        "1:48: found a port of a secondary "
                        + "VLAN without 'secondary', expected 'secondary' and no 'secondaries'"),
                bad(PORT + "attachment: { lab: {}, qemu: {} } }]}]",
                        "1:31: found 2 attachments lab, qemu, expected at most "
                        + "one"),
                bad(ports("{ name: a, vlan: { mode: private, primary: 100, secondary: 201, role: isolated } }",
                        "{ name: b, vlan: { mode: private, primary: 100, secondary: 201, role: community } }"),
                        "5:68: found 201, which is isolated on another port, expected a secondary VLAN that is either "
                                + "isolated or a community"),
                bad(ports("{ name: a, vlan: { mode: private, primary: 100, secondary: 201, role: isolated } }",
                        "{ name: b, vlan: { mode: private, primary: 300, secondaries: [200-201], role: promiscuous } }"),
                        "5:71: found 201, which belongs to the primary VLAN 100, expected a secondary VLAN of one primary"),
                bad(ports("{ name: a, vlan: { mode: private, primary: 100, secondary: 201, role: isolated } }",
                        "{ name: b, vlan: { mode: private, primary: 201, secondary: 5, role: isolated } }"),
                        "5:52: found 201, which is a secondary VLAN of 100, expected a VLAN that is either primary or "
                                + "secondary"));
    }

    private static Arguments bad(String text, String sentence) {
        return Arguments.of(text, "f.yaml:" + sentence);
    }

    @ParameterizedTest
    @MethodSource({"wrong", "senseless"})
    void shouldSayWhatWasFoundWhereAndWhatWasExpected(String text, String sentence) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(RefusedException.class).hasMessage(sentence);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void shouldRefuseBySchemaWhatIsWrongByItself(String text, String sentence) throws RefusedException {
        assertThat(allowsBySchema(text)).as(sentence).isFalse();
    }

    /** Any spoilt document is taken or refused in one line that begins with its place. */
    @Test
    void shouldRefuseNonsenseInOneLine() throws Exception {
        final String sample = Files.readString(Path.of("../../product/samples/acl.yaml"));
        final String odd = "{}[]:,&*!|'\"#-?~ \n\u0000\u00e90a";
        for (long seed = 0; seed < 1500; seed++) {
            final Random random = new Random(seed);
            final StringBuilder text = new StringBuilder(sample);
            for (int i = random.nextInt(3); i >= 0; i--) {
                final int at = random.nextInt(text.length());
                final int end = Math.min(text.length(), at + random.nextInt(8));
                text.replace(at, end, random.nextBoolean() ? ""
                        : String.valueOf(odd.charAt(random.nextInt(odd.length()))));
            }
            try {
                read(text.toString());
            } catch (RefusedException refused) {
                assertThat(refused.getMessage()).as("seed "
                        + seed).matches("f\\.yaml(:[0-9]+:[0-9]+)?: found .+, expected .+")
                        .hasSizeLessThan(500);
            }
        }
    }

    @Test
    void shouldPublishTheSchemaOfTheRecords() throws Exception {
        final String schema = JsonText.pretty(shipped().tree());
        final Path written = Files.writeString(Files.createDirectories(Path.of("target")).resolve("fabric.schema.json"), schema);
        assertThat(PUBLISHED).as("copy " + written.toAbsolutePath() + " there").hasContent(schema);
    }

    /** A policy in its second version. */
    @PolicyVersion(2)
    public record Second(@Range(min = 1, max = 5) int size) {
    }

    static Stream<Arguments> policies() {
        return Stream.of(Arguments.of(true, "org.x: { schemaVersion: 2, size: 5 }"),
                Arguments.of(false, "org.x: { schemaVersion: 2, size: 6 }"),
                Arguments.of(false, "org.x: { schemaVersion: 2 }"),
                Arguments.of(false, "org.x: { schemaVersion: 3, size: 5 }"),
                Arguments.of(false, "org.x: 5"),
                Arguments.of(true, "org.x: { width: 5 }"), Arguments.of(true, "org.x: { schemaVersion: 1, width: 5 }"),
                Arguments.of(true, "org.y: { any: [thing] }"),
                Arguments.of(true, "org.signalbox.extension.filtering: { acl: "
                        + "[{ action: deny, direction: inbound, remote: 10.0.0.0/8 }] }"),
                Arguments.of(true, "org.signalbox.extension.filtering: { schemaVersion: 1 }"),
                Arguments.of(false, "org.signalbox.extension.filtering: { schemaVersion: 2 }"),
                Arguments.of(false, "org.signalbox.extension.filtering: { acl: [{ action: purple, direction: inbound, "
                        + "remote: 10.0.0.0/8 }] }"),
                Arguments.of(false, "org.signalbox.extension.filtering: { alc: [] }"));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void shouldDescribePoliciesThatExtensionsDefine(boolean good, String policy) throws RefusedException {
        final JsonSchema validator = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(JsonText.pretty(
                shipped().portPolicy("org.x", Second.class).switchPolicy("org.x", Second.class).tree()));
        final String text = PORT + "policies: { " + policy + " } }] }]";
        final Object tree = YamlReader.read("f.yaml", text.getBytes(StandardCharsets.UTF_8)).tree();
        assertThat(validator.validate(JsonText.compact(tree), InputFormat.JSON).isEmpty()).isEqualTo(good);
        if (policy.startsWith("org.x")) {
            final Object ofSwitch = YamlReader.read("f.yaml", ("switches: [{ name: s, policies: { " + policy + " } }]")
                    .getBytes(StandardCharsets.UTF_8)).tree();
            assertThat(validator.validate(JsonText.compact(ofSwitch), InputFormat.JSON).isEmpty()).isEqualTo(good);
        }
    }

    @Test
    void shouldShipSamplesThatMakeSense() throws Exception {
        try (Stream<Path> samples = Files.list(Path.of("../../product/samples"))) {
            assertThat(samples.filter(file -> file.toString().endsWith(".yaml"))).isNotEmpty().allSatisfy(file -> {
                assertThatCode(() -> DocumentSource.read(file)).doesNotThrowAnyException();
                assertThat(allowsBySchema(Files.readString(file))).as(file.toString()).isTrue();
            });
        }
    }

    @Test
    void shouldSayWhichFileCannotBeRead() {
        assertThatThrownBy(() -> DocumentSource.read(Path.of("no-such.yaml")))
                .hasMessage("no-such.yaml: found no such file, expected a fabric document");
        assertThatThrownBy(() -> DocumentSource.read(Path.of("src")))
                .hasMessageStartingWith("src: found a file that cannot be read");
    }

    @Test
    void shouldReadALargeFabric() throws Exception {
        final StringBuilder text = new StringBuilder("hosts:\n");
        for (int host = 0; host < 63; host++) {
            text.append("  - name: h").append(host).append("\n    switches:\n      - name: prod\n        ports:\n");
            for (int port = 0; port < 64; port++) {
                text.append("          - { name: vm").append(port).append(", mac: \"02:00:00:00:").append(hex(host))
                        .append(':').append(hex(port)).append("\", vlan: { mode: access, id: 10 } }\n");
            }
        }
        assertThat(PlacedSwitch.of(read(text.toString()).document())).hasSize(63)
                .allSatisfy(placed -> assertThat(placed.spec().ports()).hasSize(64));
    }

    private static String hex(int octet) {
        return String.format("%02x", octet);
    }
}
