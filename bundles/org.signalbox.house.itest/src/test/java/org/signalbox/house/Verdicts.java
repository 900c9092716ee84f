package org.signalbox.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.signalbox.schema.JsonText;

/** What {@code verify} says of bundles, half of which are judged in one process and half in another. */
final class Verdicts {
    private Verdicts() {
    }

    /**
     * Of one bundle.
     *
     * @param seconds that it took
     * @param lines   what each check said, in their order
     */
    record Verdict(double seconds, Map<String, Map<?, ?>> lines) {
        /** The lines that are red. */
        List<String> red() {
            return lines.keySet().stream().filter(check -> "red".equals(lines.get(check).get("verdict"))).toList();
        }

        /** What a line that is not red has to say. */
        String note(final String check) {
            return String.valueOf(lines.get(check).get("note"));
        }
    }

    /** By symbolic name, in the order of the bundles, all of which have to be extensions. */
    static Map<String, Verdict> of(final Path folder, final List<Path> jars, final String... options)
            throws Exception {
        final int half = (jars.size() + 1) / 2;
        final Map<String, Verdict> verdicts = new LinkedHashMap<>();
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            final List<Future<Map<String, Verdict>>> halves = both.invokeAll(List.of(
                    () -> inOneProcess(Files.createDirectory(folder.resolve("first")), jars.subList(0, half), options),
                    () -> inOneProcess(Files.createDirectory(folder.resolve("second")),
                            jars.subList(half, jars.size()), options)));
            for (final Future<Map<String, Verdict>> each : halves) {
                verdicts.putAll(each.get());
            }
        }
        return verdicts;
    }

    private static Map<String, Verdict> inOneProcess(final Path folder, final List<Path> jars,
            final String... options) throws Exception {
        final Path report = folder.resolve("report.json");
        final List<String> arguments = new ArrayList<>(List.of("verify", "--json", report.toString()));
        arguments.addAll(List.of(options));
        jars.forEach(jar -> arguments.add(jar.toString()));
        final Run run = Product.headless(folder, Files.createDirectory(folder.resolve("run")),
                arguments.toArray(String[]::new));
        assertThat(run.code()).as(run.out() + run.err()).isLessThan(2);
        final Map<String, Verdict> verdicts = new LinkedHashMap<>();
        final Map<?, ?> tree = (Map<?, ?>) JsonText.parse(Files.readString(report));
        for (final Object each : (List<?>) tree.get("reports")) {
            final Map<?, ?> of = (Map<?, ?>) each;
            final Map<String, Map<?, ?>> lines = new LinkedHashMap<>();
            ((List<?>) of.get("checks")).stream().<Map<?, ?>>map(Map.class::cast)
                    .forEach(line -> lines.put((String) line.get("check"), line));
            verdicts.put((String) of.get("extension"), new Verdict(((Number) of.get("seconds")).doubleValue(), lines));
        }
        return verdicts;
    }
}
