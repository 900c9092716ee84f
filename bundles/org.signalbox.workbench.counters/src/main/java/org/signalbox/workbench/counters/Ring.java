package org.signalbox.workbench.counters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last samples of lines, as many as there is room for; the oldest ones make room. Values of counters are kept
 * as their growth a second. A counter that goes back was created anew, and has no growth then. Safe to use from any
 * thread.
 */
final class Ring {

    private final int capacity;
    private final int mostLines;
    private final long[] times;
    private final Map<Line, double[]> kept = new LinkedHashMap<>();
    private int next;
    private int size;
    private Map<Line, Double> before = Map.of();
    private long nanosBefore;

    /**
     * @param capacity  samples that there is room for
     * @param mostLines lines that there is room for; further ones are left out
     */
    Ring(int capacity, int mostLines) {
        this.capacity = capacity;
        this.mostLines = mostLines;
        times = new long[capacity];
    }

    /**
     * Samples of one line, oldest first, those that it was not part of left out.
     *
     * @param times  milliseconds since 1970
     * @param values in the unit of the line's metric
     */
    record Samples(Line line, long[] times, double[] values) {

        /** The last value, or 0 if there is none. */
        double last() {
            return values.length == 0 ? 0 : values[values.length - 1];
        }
    }

    /** Takes in a reading; one that is not later than the last one is ignored. */
    synchronized void add(Reading now) {
        final double seconds = (now.nanos() - nanosBefore) / 1e9;
        if (!before.isEmpty() && seconds <= 0) {
            return;
        }
        times[next] = now.millis();
        kept.values().forEach(values -> values[next] = Double.NaN);
        now.values().forEach((line, value) -> {
            final Double earlier = before.get(line);
            final double shown = !line.metric().isCounted() ? value
                    : earlier == null || value < earlier ? Double.NaN : (value - earlier) / seconds;
            if (!Double.isNaN(shown) && (kept.containsKey(line) || kept.size() < mostLines)) {
                kept.computeIfAbsent(line, added -> {
                    final double[] none = new double[capacity];
                    Arrays.fill(none, Double.NaN);
                    return none;
                })[next] = shown;
            }
        });
        kept.values().removeIf(values -> Arrays.stream(values).allMatch(Double::isNaN));
        next = (next + 1) % capacity;
        size = Math.min(size + 1, capacity);
        before = Map.copyOf(now.values());
        nanosBefore = now.nanos();
    }

    /** The lines of a metric, in the order in which they came. @param since milliseconds since 1970 */
    synchronized List<Samples> since(long since, Metric metric) {
        final List<Samples> all = new ArrayList<>();
        kept.forEach((line, values) -> {
            if (line.metric() == metric) {
                all.add(samples(line, values, since));
            }
        });
        return all;
    }

    private Samples samples(Line line, double[] values, long since) {
        final long[] at = new long[size];
        final double[] of = new double[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            final int index = (next - size + i + capacity) % capacity;
            if (times[index] >= since && !Double.isNaN(values[index])) {
                at[count] = times[index];
                of[count++] = values[index];
            }
        }
        return new Samples(line, Arrays.copyOf(at, count), Arrays.copyOf(of, count));
    }
}
