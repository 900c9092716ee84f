package org.signalbox.vswitch.itest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.signalbox.face.Face;
import org.signalbox.schema.JsonText;

/**
 * A replay that was run as the launcher runs it, and what it left.
 *
 * @param exit  the code for the process
 * @param error what it wrote to standard error
 * @param out   the folder for its files
 */
record Replayed(int exit, String error, Path out) {

    /** Why copies were dropped. */
    record Drop(String extension, String rule, String port, String direction, String reason) {
    }

    /** Takes out the extensions that the replay has plugged in, which a process of its own would take along. */
    static Replayed run(final Face replay, final Path out, final Path fabric, final String... rest) throws Exception {
        final PrintStream outBefore = System.out;
        final PrintStream errBefore = System.err;
        final ByteArrayOutputStream caught = new ByteArrayOutputStream();
        final BundleContext context = FrameworkUtil.getBundle(Replayed.class).getBundleContext();
        final Set<Bundle> before = Set.of(context.getBundles());
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(caught, true, StandardCharsets.UTF_8));
        try {
            final int exit = replay.run(Stream.concat(
                    Stream.of("--out", out.toString(), "--fabric", fabric.toString()), Stream.of(rest)).toList());
            return new Replayed(exit, caught.toString(StandardCharsets.UTF_8), out);
        } finally {
            System.setOut(outBefore);
            System.setErr(errBefore);
            for (final Bundle bundle : context.getBundles()) {
                if (!before.contains(bundle)) {
                    bundle.uninstall();
                }
            }
        }
    }

    @SuppressWarnings("unchecked")
    Map<String, Long> frames() throws IOException {
        return (Map<String, Long>) report().get("frames");
    }

    @SuppressWarnings("unchecked")
    Map<Drop, Long> drops() throws IOException {
        final Map<Drop, Long> drops = new TreeMap<>(Comparator.comparing(Drop::toString));
        for (final Map<String, Object> drop : (List<Map<String, Object>>) report().get("drops")) {
            drops.put(new Drop((String) drop.get("extension"), (String) drop.get("rule"), (String) drop.get("port"),
                    (String) drop.get("direction"), (String) drop.get("reason")), (Long) drop.get("count"));
        }
        return drops;
    }

    Map<String, Object> report() throws IOException {
        return tree(Files.readString(out.resolve("report.json")));
    }

    /** Hands over the ports that each frame was delivered to, with the frame's number, and gives the drops. */
    @SuppressWarnings("unchecked")
    Map<Drop, Long> trace(final BiConsumer<Long, String> delivered) throws IOException {
        final Map<Drop, Long> drops = new TreeMap<>(Comparator.comparing(Drop::toString));
        for (final String line : Files.readAllLines(out.resolve("trace.jsonl"))) {
            final Map<String, Object> decision = tree(line);
            final List<Map<String, Object>> copies =
                    (List<Map<String, Object>>) decision.getOrDefault("copies", List.of());
            for (final Map<String, Object> copy : copies) {
                final String port = (String) copy.get("port");
                final Map<String, Object> end = ((List<Map<String, Object>>) copy.get("steps")).getLast();
                if (end.get("verdict").equals("deliver")) {
                    delivered.accept((Long) decision.get("frame"), port);
                } else {
                    drops.merge(drop(end, port, "egress"), 1L, Long::sum);
                }
            }
            if (copies.isEmpty()) {
                drops.merge(drop(((List<Map<String, Object>>) decision.get("ingress")).getLast(),
                        (String) decision.get("port"), "ingress"), 1L, Long::sum);
            }
        }
        return drops;
    }

    private static Drop drop(final Map<String, Object> step, final String port, final String direction) {
        if (!step.get("verdict").equals("drop")) {
            throw new AssertionError("a frame ends with " + step);
        }
        return new Drop((String) step.get("extension"), (String) step.getOrDefault("rule", ""), port, direction,
                (String) step.getOrDefault("reason", ""));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> tree(final String json) {
        return (Map<String, Object>) JsonText.parse(json);
    }
}
