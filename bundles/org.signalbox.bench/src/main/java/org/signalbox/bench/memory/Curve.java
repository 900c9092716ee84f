package org.signalbox.bench.memory;

import java.util.List;

/**
 * A benchmark with one parameter that is varied, the others being at their defaults.
 *
 * @param benchmark simple name of its class
 * @param title     what the table is called
 */
record Curve(String benchmark, String parameter, String title, List<String> values) {
    private static final String SCALE = "ScaleBenchmark";

    static final Curve FLOOD = new Curve("FloodBenchmark", "ports", "A broadcast, by ports",
            List.of("250", "1000", "4000"));
    static final Curve LOOKUP = new Curve("LookupBenchmark", "addresses", "Looking an address up, by addresses learned",
            List.of("1000", "10000", "100000"));

    /** All, in the order of the page. */
    static final List<Curve> ALL = List.of(
            new Curve(SCALE, "stages", "A frame, by filtering stages", List.of("0", "1", "2", "4", "8")),
            new Curve(SCALE, "batch", "A frame, by frames in a batch", List.of("1", "4", "16", "32", "64")),
            new Curve(SCALE, "flows", "A frame, by stations that send to each other",
                    List.of("100", "1000", "10000", "100000")),
            new Curve(SCALE, "ports", "A frame, by ports", List.of("2", "8", "64", "512", "4000")),
            new Curve(SCALE, "rules", "A frame, by entries in each access list",
                    List.of("0", "8", "100", "1000", "10000")),
            FLOOD, LOOKUP);
}
