package org.signalbox.workbench.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.trace.dissection.Dissection;
import org.signalbox.workbench.trace.dissection.Field;

/**
 * A field of a header that is not what it was.
 *
 * @param kind   {@code changed}, {@code added} or {@code removed}
 * @param field  its header and name
 * @param before empty where it was added
 * @param after  empty where it was removed
 * @param stage  who said that it changed it; empty where nobody did
 */
record Difference(String kind, String field, String before, String after, String stage) {

    /** Names of headers in decisions, with those of the fields that they stand in. */
    private static final Map<String, Set<String>> SAID = Map.ofEntries(Map.entry("source", Set.of("eth.src")),
            Map.entry("destination", Set.of("eth.dst")),
            Map.entry("tag", Set.of("vlan.id", "vlan.etype", "vlan.dei", "vlan.priority", "eth.type")),
            Map.entry("priority", Set.of("vlan.priority")), Map.entry("ipSource", Set.of("ip.src", "ipv6.src")),
            Map.entry("ipDestination", Set.of("ip.dst", "ipv6.dst")),
            Map.entry("dscp", Set.of("ip.dsfield.dscp", "ipv6.tclass.dscp")),
            Map.entry("ttl", Set.of("ip.ttl", "ipv6.hlim")),
            Map.entry("sourcePort", Set.of("tcp.srcport", "udp.srcport")),
            Map.entry("destinationPort", Set.of("tcp.dstport", "udp.dstport")));

    /** A field with the name of the header that it is in. */
    private record Known(Field field, String header) {

        String name() {
            return header + ": " + field.name();
        }
    }

    /**
     * What changed between two looks at a frame, in the order of its headers.
     *
     * @param steps what was decided between them
     */
    static List<Difference> between(Dissection before, Dissection after, List<StepRow> steps) {
        final Map<String, Known> was = leaves(before);
        final Map<String, Known> now = leaves(after);
        final List<Difference> all = new ArrayList<>();
        was.forEach((key, known) -> {
            final Known next = now.get(key);
            if (next == null || !next.field().text().equals(known.field().text())) {
                all.add(new Difference(next == null ? "removed" : "changed", known.name(), known.field().text(),
                        next == null ? "" : next.field().text(), stage(known.field().key(), steps)));
            }
        });
        now.forEach((key, known) -> {
            if (!was.containsKey(key)) {
                all.add(new Difference("added", known.name(), "", known.field().text(),
                        stage(known.field().key(), steps)));
            }
        });
        return all;
    }

    /** Fields that consist of no others, by their names and how often these came before. */
    private static Map<String, Known> leaves(Dissection dissection) {
        final Map<String, Known> leaves = new LinkedHashMap<>();
        final Map<String, Integer> counts = new HashMap<>();
        for (final Field header : dissection.headers()) {
            header.all().filter(field -> field.fields().isEmpty() && field != header).forEach(field ->
                    leaves.put(field.key() + " " + counts.merge(field.key(), 1, Integer::sum),
                            new Known(field, header.name())));
        }
        return leaves;
    }

    private static String stage(String key, List<StepRow> steps) {
        return steps.stream().filter(step -> List.of(step.changed().split(", ")).stream()
                .anyMatch(change -> SAID.getOrDefault(change.split(" ")[0], Set.of()).contains(key)))
                .map(StepRow::stage).reduce((_, last) -> last).orElse("");
    }

    /** What stages said of headers that they changed, where bytes are not known. */
    static List<Difference> said(List<StepRow> steps) {
        final List<Difference> all = new ArrayList<>();
        for (final StepRow step : steps) {
            for (final String change : step.changed().isEmpty() ? new String[0] : step.changed().split(", ")) {
                final String[] ends = change.substring(change.indexOf(' ') + 1).split(" -> ", 2);
                all.add(new Difference("changed", change.split(" ")[0], ends[0], ends.length > 1 ? ends[1] : "",
                        step.stage()));
            }
        }
        return all;
    }

    /** The colour of its kind. */
    Token tone() {
        return switch (kind) {
            case "added" -> Token.OK;
            case "removed" -> Token.ERROR;
            default -> Token.WARN;
        };
    }

    /** A sign and its kind, then the rest in the order of the table's columns. */
    List<String> cells() {
        final String sign = kind.equals("added") ? "+ " : kind.equals("removed") ? "\u2212 " : "\u2260 ";
        return List.of(sign + kind, field, before, after, stage);
    }
}
