package org.signalbox.practices;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.fabric.PracticeLab;
import org.signalbox.practice.Finding;
import org.signalbox.practice.Practice;
import org.signalbox.schema.JsonText;

/** On whatever document is valid, no practice throws, and a finding goes by its fix. */
class RandomDocumentsTest {
    private static final int DOCUMENTS = 40;
    private static final int TRIED = 3;

    @TempDir
    Path folder;

    @Test
    void shouldJudgeWhateverIsValidAndMendIt() throws Exception {
        try (PracticeLab lab = new PracticeLab(folder)) {
            int mended = 0;
            for (int seed = 0; seed < DOCUMENTS; seed++) {
                final Random random = new Random(seed);
                lab.load(JsonText.compact(document(random)));
                for (final Practice practice : All.PRACTICES) {
                    final List<Finding> findings = practice.check(lab.document());
                    for (final Finding finding : findings.subList(0, Math.min(TRIED, findings.size()))) {
                        final String where = "seed " + seed + ": " + finding;
                        assertThat(finding.problem()).as(where).endsWith(".");
                        if (!finding.fix().isEmpty()) {
                            lab.run(finding.fix());
                            assertThat(practice.check(lab.document())).as(where).doesNotContain(finding);
                            lab.run("Undo");
                            assertThat(practice.check(lab.document())).as(where).isEqualTo(findings);
                            mended++;
                        }
                    }
                }
            }
            assertThat(mended).isGreaterThan(DOCUMENTS);
        }
    }

    private static Map<String, Object> document(Random random) {
        return Map.of("switches", List.of(switchSpec(random, "prod"), switchSpec(random, "storage")));
    }

    private static Map<String, Object> switchSpec(Random random, String name) {
        final Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("name", name);
        spec.put("type", pick(random, "private", "internal", "external"));
        spec.put("extensions", random.nextBoolean() ? List.of() : List.of(Filtering.EXTENSION));
        spec.put("bindings", random.nextBoolean() ? Map.of()
                : Map.of(Filtering.EXTENSION, Map.of("onFailure", pick(random, "open", "closed", "quarantine"))));
        spec.put("forwardingTable", Map.of("ageing", 1L + random.nextInt(20)));
        final List<Object> ports = new ArrayList<>();
        for (int i = random.nextInt(7); i > 0; i--) {
            ports.add(port(random, "p" + i));
        }
        spec.put("ports", ports);
        if (random.nextInt(4) == 0) {
            spec.put("mirrors", List.of(Map.of("name", "m", "sources", List.of("p1"), "to",
                    Map.of("mode", "rspan", "vlan", 3_000L))));
        }
        return spec;
    }

    private static Map<String, Object> port(Random random, String name) {
        final Map<String, Object> port = new LinkedHashMap<>();
        port.put("name", name);
        port.put("type", pick(random, "machine", "machine", "host", "uplink"));
        if (random.nextBoolean()) {
            port.put("machine", pick(random, "a", "b"));
        }
        if (random.nextBoolean()) {
            port.put("mac", "02:00:00:00:00:0" + name.charAt(1));
        }
        port.put("vlan", vlan(random));
        port.put("allowMacSpoofing", random.nextBoolean());
        port.put("allowTeaming", random.nextBoolean());
        port.put("mirroring", pick(random, "none", "none", "source", "destination"));
        port.put("limits", Map.of("storm", (long) random.nextInt(2), "learned", (long) random.nextInt(2)));
        port.put("mandatoryExtensions", random.nextInt(4) == 0 ? List.of("org.acme") : List.of());
        port.put("policies", switch (random.nextInt(4)) {
            case 0 -> Map.of();
            case 1 -> Map.of(Filtering.EXTENSION, pick(random, "what", List.of(1L), Map.of("acl", "none"),
                    Map.of("acl", List.of("x", Map.of()), "extendedAcl", List.of(Map.of("weight", "y"), 7L))));
            default -> Map.of(Filtering.EXTENSION, filtering(random));
        });
        return port;
    }

    /** Private VLANs of one primary, whose odd secondaries are isolated. */
    private static Map<String, Object> vlan(Random random) {
        final int secondary = 101 + random.nextInt(4);
        return switch (random.nextInt(6)) {
            case 0 -> Map.of("mode", "untagged");
            case 1 -> Map.of("mode", "access", "id", 10L + random.nextInt(4));
            case 2 -> Map.of("mode", "trunk", "native", (long) random.nextInt(3), "allowed", List.of("1-4094"));
            case 3 -> Map.of("mode", "trunk", "allowed", List.of(10L, "12-13", "100-" + secondary), "pruned",
                    random.nextBoolean() ? List.of(12L) : List.of());
            case 4 -> Map.of("mode", "private", "primary", 100L, "secondaries", List.of("101-" + secondary), "role",
                    "promiscuous");
            default -> Map.of("mode", "private", "primary", 100L, "secondary", (long) secondary, "role",
                    secondary % 2 == 1 ? "isolated" : "community");
        };
    }

    private static Map<String, Object> filtering(Random random) {
        final List<Object> acl = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            acl.add(Map.of("action", pick(random, "allow", "deny", "meter"), "direction",
                    pick(random, "inbound", "outbound", "both"), pick(random, "local", "remote"),
                    pick(random, "10.0.0.0/8", "10.1.0.0/16", "10.1.0.0/16", "2001:db8::/32", "10.0.0.1")));
        }
        final List<Object> extended = new ArrayList<>();
        for (int weight = random.nextInt(4); weight > 0; weight--) {
            final boolean allow = random.nextInt(3) > 0;
            extended.add(Map.of("action", allow ? "allow" : "deny", "direction", pick(random, "inbound", "outbound"),
                    "protocol", pick(random, "any", "tcp", 6L, 17L), "remoteAddress",
                    pick(random, "any", "10.0.0.0/8", "10.1.2.0/24"), "localPort", pick(random, "any", "80", "1-1024"),
                    "weight", 10L + weight, "stateful", allow && random.nextBoolean()));
        }
        return Map.of("acl", acl, "extendedAcl", extended, "dhcpGuard", random.nextBoolean(), "routerGuard",
                random.nextBoolean());
    }

    @SafeVarargs
    private static <T> T pick(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
