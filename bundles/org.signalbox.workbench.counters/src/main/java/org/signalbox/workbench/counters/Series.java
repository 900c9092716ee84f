package org.signalbox.workbench.counters;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.signalbox.workbench.Csv;
import org.signalbox.workbench.counters.Ring.Samples;

/** The lines that a chart shows together; immutable. */
record Series(Metric metric, List<Samples> lines) {

    static final int MOST = 12;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    /** Keeps the lines that mattered most, in their order, and no more than can be told apart. */
    static Series most(Metric metric, List<Samples> lines) {
        final List<Samples> most = lines.stream()
                .sorted(Comparator.comparingDouble((Samples each) -> -Arrays.stream(each.values()).sum()))
                .limit(MOST).toList();
        return new Series(metric, lines.stream().filter(most::contains).toList());
    }

    /** The lines without some of them. */
    Series without(Collection<Line> hidden) {
        return new Series(metric, lines.stream().filter(each -> !hidden.contains(each.line())).toList());
    }

    /** The sample of a line that is nearest in time; -1 if there is none. */
    static int nearest(Samples line, long millis) {
        if (line.times().length == 0) {
            return -1;
        }
        final int found = Arrays.binarySearch(line.times(), millis);
        if (found >= 0) {
            return found;
        }
        final int after = -found - 1;
        return after == 0 ? 0 : after == line.times().length
                || millis - line.times()[after - 1] <= line.times()[after] - millis ? after - 1 : after;
    }

    /** What all lines say at a moment: the time and a value each. */
    String words(long millis) {
        final List<String> parts = new ArrayList<>();
        long at = millis;
        for (final Samples each : lines) {
            final int index = nearest(each, millis);
            if (index >= 0) {
                at = each.times()[index];
                parts.add(each.line().label() + " " + metric.words(each.values()[index]));
            }
        }
        return parts.isEmpty() ? "" : clock(at) + "   " + String.join("   ", parts)
                + (metric == Metric.BITS ? "" : "   (" + metric.unit() + ")");
    }

    static String clock(long millis) {
        return CLOCK.format(Instant.ofEpochMilli(millis));
    }

    /** A row for each moment, a column for each line; what a line was not part of is empty. */
    Csv csv() {
        final TreeSet<Long> times = new TreeSet<>();
        lines.forEach(each -> Arrays.stream(each.times()).forEach(times::add));
        final List<String> head = Stream.concat(Stream.of("Time"),
                lines.stream().map(each -> each.line().label() + " (" + metric.unit() + ")")).toList();
        final List<List<String>> rows = new ArrayList<>();
        for (final long time : times) {
            final List<String> row = new ArrayList<>(List.of(Instant.ofEpochMilli(time).toString()));
            for (final Samples each : lines) {
                final int index = Arrays.binarySearch(each.times(), time);
                row.add(index < 0 ? "" : String.valueOf(each.values()[index]));
            }
            rows.add(row);
        }
        return new Csv(head, rows);
    }
}
