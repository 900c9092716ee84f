package org.signalbox.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The folders of all good extensions by name: the examples, a new project of each kind, and what ships. */
final class GoodExtensions {
    static final String CAPTURING = "counter";
    static final String FILTERING = "no-ping";
    static final String FORWARDING = "hub";

    private static final Path ROOT = BuiltBundle.root();

    private GoodExtensions() {
    }

    /** @param made where the new projects are made */
    static Map<String, Path> find(final Path made) throws Exception {
        final Map<String, Path> found = new LinkedHashMap<>();
        final LauncherCopy launcher = LauncherCopy.in(made);
        for (final Map.Entry<String, String> each : Map.of(CAPTURING, "capturing", FILTERING, "filtering", FORWARDING,
                "forwarding").entrySet()) {
            launcher.make(each.getKey(), each.getValue());
            found.put(each.getKey(), made.resolve(each.getKey()));
        }
        addProjects(ROOT.resolve("examples"), "", found);
        addProjects(ROOT.resolve("bundles"), "org.signalbox.extension.", found);
        addProjects(ROOT.resolve("bundles"), "org.signalbox.example.", found);
        // is in every product, where verify does not judge it; the tests in the framework do
        found.remove("org.signalbox.extension.tracing");
        return found;
    }

    private static void addProjects(final Path folder, final String prefix, final Map<String, Path> to)
            throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(each -> each.getFileName().toString().startsWith(prefix))
                    .filter(each -> Files.exists(each.resolve("pom.xml"))).sorted()
                    .forEach(each -> to.put(each.getFileName().toString(), each));
        }
    }
}
