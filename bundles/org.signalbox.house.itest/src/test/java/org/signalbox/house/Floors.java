package org.signalbox.house;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The floors of the house, and what in a set of bundles breaks their rule: an arrow points down, at a contract. */
final class Floors {

    private static final int WIRE = 0;
    private static final int CONTRACTS = 1;
    private static final int ENGINES = 2;
    private static final int PLUGS = 3;
    private static final int FACES = 4;
    private static final String OURS = "org.signalbox.";

    private static final Map<String, Integer> TABLE = table();
    /** Partners' examples are written as plugs are. */
    private static final String EXAMPLES = OURS + "example.";
    /** Benchmarks stand beside the house: they may look at every room, and nothing may lean on them. */
    private static final String BENCH = OURS + "bench";
    /** The test kit stands beside the house too: it drives an engine, on the class path of a partner's test. */
    private static final String TESTKIT = OURS + "testkit";

    private Floors() {
    }

    private static Map<String, Integer> table() {
        final Map<String, Integer> floors = new HashMap<>();
        put(floors, WIRE, "frame", "capture", "schema", "query");
        put(floors, CONTRACTS, "vswitch.api", "command.api", "workbench.api");
        put(floors, ENGINES, "vswitch.engine", "fabric", "logging");
        put(floors, PLUGS, "attachment.lab", "attachment.linux", "attachment.pcap", "attachment.qemu",
                "extension.filtering", "extension.tracing", "practices");
        put(floors, FACES, "launch", "console", "replay", "sdk", "dev", "verify", "ship", "workbench.shell",
                "workbench.topology", "workbench.extensions", "workbench.console", "workbench.journal",
                "workbench.trace", "workbench.policies", "workbench.inventory", "workbench.counters",
                "workbench.health", "workbench.help", "workbench.wizards");
        return Map.copyOf(floors);
    }

    private static void put(final Map<String, Integer> floors, final int floor, final String... names) {
        for (final String name : names) {
            floors.put(OURS + name, floor);
        }
    }

    /** The bundles whose exports are promises to others: floors 0 and 1. */
    static List<String> promised() {
        return TABLE.entrySet().stream().filter(entry -> entry.getValue() <= CONTRACTS).map(Map.Entry::getKey)
                .sorted().toList();
    }

    /** One sentence for each thing that breaks the rule; empty when the house stands well. */
    static List<String> violations(final Collection<BuiltBundle> bundles) {
        final List<String> found = new ArrayList<>();
        final Map<String, String> homes = new HashMap<>();
        final List<BuiltBundle> houseFirst = bundles.stream()
                .sorted(Comparator.comparing(bundle -> bundle.name().equals(BENCH))).toList();
        for (final BuiltBundle bundle : houseFirst) {
            for (final String name : bundle.packages()) {
                final String other = homes.putIfAbsent(name, bundle.name());
                // a benchmark stands in the package whose inside it measures
                if (other != null && !bundle.name().equals(BENCH)) {
                    found.add("package " + name + " is in " + other + " and in " + bundle.name());
                }
            }
        }
        for (final BuiltBundle bundle : bundles) {
            checkBundle(bundle, homes, found);
        }
        return found;
    }

    private static void checkBundle(final BuiltBundle bundle, final Map<String, String> homes,
            final List<String> found) {
        if (bundle.name().equals(BENCH) || bundle.name().equals(TESTKIT)) {
            return;
        }
        final Integer floor = bundle.name().startsWith(EXAMPLES) ? Integer.valueOf(PLUGS) : TABLE.get(bundle.name());
        if (floor == null) {
            found.add(bundle.name() + " has no floor");
            return;
        }
        if (floor > CONTRACTS && !bundle.exports().isEmpty()) {
            found.add(bundle.name() + " exports " + bundle.exports().keySet() + ", but only contracts are exported");
        }
        if (!bundle.requires().isEmpty()) {
            found.add(bundle.name() + " requires the bundles " + bundle.requires() + "; import packages instead");
        }
        for (final String imported : bundle.imports()) {
            final String target = homes.get(imported);
            if (target == null) {
                if (floor == WIRE && imported.startsWith("org.osgi.")) {
                    found.add(bundle.name() + " is on floor 0 and imports " + imported);
                }
            } else if (!target.equals(bundle.name())) {
                checkArrow(bundle.name(), floor, imported, target, found);
            }
        }
    }

    private static void checkArrow(final String from, final int floor, final String imported, final String target,
            final List<String> found) {
        final Integer below = TABLE.get(target);
        if (below == null) {
            found.add(from + " imports " + imported + " from " + target + ", which stands beside the house");
        } else if (below > CONTRACTS || below > floor) {
            found.add(from + " (floor " + floor + ") imports " + imported + " from " + target + " (floor " + below
                    + ")");
        }
    }
}
