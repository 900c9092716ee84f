package org.signalbox.bench.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What the rounds have seen, by switch and figure. */
final class Figures {
    /** A line of the table: a switch and how it reaches its ends. */
    record Row(String peer, Link link) {
        String label() {
            return peer + ", " + (peer.equals(KERNEL) ? "veth" : link.label());
        }
    }

    private static final String KERNEL = new LinuxBridge().name();

    private final Map<Row, Map<Figure, List<Double>>> seen = new LinkedHashMap<>();

    /** Makes a line, so that lines stand in the order in which they are first named. */
    void row(final Row row) {
        seen.computeIfAbsent(row, _ -> new EnumMap<>(Figure.class));
    }

    void add(final Row row, final Figure figure, final double value) {
        row(row);
        seen.get(row).computeIfAbsent(figure, _ -> new ArrayList<>()).add(value);
    }

    Collection<Row> rows() {
        return seen.keySet();
    }

    /** The median over the rounds, if there was any. */
    OptionalDouble median(final Row row, final Figure figure) {
        final List<Double> values = seen.getOrDefault(row, Map.of()).get(figure);
        return values == null ? OptionalDouble.empty() : OptionalDouble.of(median(values));
    }

    /** Half the distance between the lowest and the highest round, in parts of the median. */
    double spread(final Row row, final Figure figure) {
        final var statistics = seen.get(row).get(figure).stream().mapToDouble(Double::doubleValue).summaryStatistics();
        return (statistics.getMax() - statistics.getMin()) / 2 / median(row, figure).orElseThrow();
    }

    /** The middle value, or the mean of the two in the middle. */
    static double median(final Collection<Double> values) {
        final double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("found no values, expected at least one");
        }
        final int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The value that this share of the values, in parts of one, is not above. */
    static long percentile(final long[] values, final double share) {
        final long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
