package org.signalbox.bench.memory;

import java.util.LinkedHashMap;
import java.util.Map;

/** What was seen, as a page. */
final class MemoryPage {
    /** Ports of the largest switch. */
    static final int PORTS = 4_000;
    /** Heap that it may have, in megabytes. */
    static final int HEAP = 512;
    private static final double LINEAR = 1.25;
    private static final double LOOKUP_GOAL = 2;

    /** Nanoseconds for each operation, and the error that JMH gives. */
    record Point(double nanos, double error) { }

    private final String machine;
    private final Map<Curve, Map<String, Point>> points = new LinkedHashMap<>();
    private final int heapUsed;

    /** @param heapUsed megabytes in use with {@link #PORTS} ports */
    MemoryPage(final String machine, final int heapUsed) {
        this.machine = machine;
        this.heapUsed = heapUsed;
    }

    void add(final Curve curve, final String value, final Point point) {
        points.computeIfAbsent(curve, _ -> new LinkedHashMap<>()).put(value, point);
    }

    String text() {
        final StringBuilder page = new StringBuilder("""
                # What a frame costs within one process

                Written by `product/signalbox bench memory`: JMH, ns for each frame, with JMH's error (99.9 %%). A
                frame is let in at its port, parsed, passes the stages, is learned and forwarded, and its copies pass
                the stages again. Unless a table varies it: one filtering stage, access lists of 8 entries, batches of
                32, 1,000 stations, 8 ports.

                %s.

                | goal | seen | |
                |---|---|---|
                """.formatted(machine));
        final double growth = perCopy(4_000) / perCopy(250);
        goal(page, "a copy of a broadcast on 4,000 ports costs what one on 250 does (at most 1.25 times)",
                "%.2f times".formatted(growth), growth <= LINEAR);
        final double lookup = nanos(Curve.LOOKUP, "100000") / nanos(Curve.LOOKUP, "1000");
        goal(page, "looking up among 100,000 addresses takes at most twice as long as among 1,000",
                "%.2f times".formatted(lookup), lookup <= LOOKUP_GOAL);
        goal(page, "4,000 ports, each with a guest and an access list, run in a heap of " + HEAP + " MB",
                heapUsed + " MB in use", heapUsed <= HEAP);
        points.forEach((curve, values) -> {
            final boolean flood = curve.equals(Curve.FLOOD);
            page.append("\n## ").append(curve.title()).append("\n\n| ").append(curve.parameter())
                    .append(flood ? " | ns | | ns a copy |\n|---:|---:|---:|---:|\n" : " | ns | |\n|---:|---:|---:|\n");
            values.forEach((value, point) -> {
                final int size = Integer.parseInt(value);
                page.append("| %,d | %,.1f | ± %,.1f |".formatted(size, point.nanos(), point.error()))
                        .append(flood ? " %.1f |\n".formatted(perCopy(size)) : "\n");
            });
        });
        return page.toString();
    }

    private double nanos(final Curve curve, final String value) {
        return points.get(curve).get(value).nanos();
    }

    /** All ports but the one where it came from get one. */
    private double perCopy(final int ports) {
        return nanos(Curve.FLOOD, "" + ports) / (ports - 1);
    }

    private static void goal(final StringBuilder page, final String goal, final String seen, final boolean met) {
        page.append("| ").append(goal).append(" | ").append(seen).append(" | ").append(met ? "met" : "MISSED")
                .append(" |\n");
    }
}
