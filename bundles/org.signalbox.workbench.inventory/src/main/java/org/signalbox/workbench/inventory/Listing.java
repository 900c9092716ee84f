package org.signalbox.workbench.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.signalbox.query.NaturalOrder;

/**
 * The lines of the grid, filtered, sorted and grouped. Immutable.
 *
 * @param running whether there is an engine at all
 * @param matched rows that the filter lets through
 * @param total   rows of the kind
 */
record Listing(Arrangement arrangement, List<Line> lines, int matched, int total, boolean running) {

    /** A line. */
    sealed interface Line {

        /** By which it is known again later. */
        String id();
    }

    /** A line of a thing. */
    record Thing(Row row) implements Line {

        @Override
        public String id() {
            return row.id();
        }
    }

    /** The head of a group. @param name what its rows have in common; may be empty */
    record Head(String name, int count, boolean open) implements Line {

        @Override
        public String id() {
            return "group " + name;
        }
    }

    static Listing of(Sample sample, Arrangement arrangement) {
        return of(Rows.of(arrangement.kind(), sample), arrangement, sample.running());
    }

    /** @param all rows of the arrangement's kind, in the fabric's order */
    static Listing of(List<Row> all, Arrangement arrangement, boolean running) {
        final List<Row> rows = new ArrayList<>(all);
        rows.removeIf(row -> !arrangement.filter().test(row));
        arrangement.sort().ifPresent(sort ->
                arrangement.field(sort.column()).ifPresent(field -> field.sort(rows, sort.descending())));
        final List<Line> lines = arrangement.group().flatMap(arrangement::field)
                .map(field -> grouped(rows, field, arrangement))
                .orElseGet(() -> rows.stream().<Line>map(Thing::new).toList());
        return new Listing(arrangement, lines, rows.size(), all.size(), running);
    }

    private static List<Line> grouped(List<Row> rows, Field field, Arrangement arrangement) {
        final Map<String, List<Row>> groups =
                new TreeMap<>(NaturalOrder.INSTANCE.thenComparing(Comparator.naturalOrder()));
        rows.forEach(row -> groups.computeIfAbsent(field.cell(row), name -> new ArrayList<>()).add(row));
        final List<Line> lines = new ArrayList<>();
        groups.forEach((name, members) -> {
            final boolean open = !arrangement.closed().contains(name);
            lines.add(new Head(name, members.size(), open));
            if (open) {
                members.forEach(row -> lines.add(new Thing(row)));
            }
        });
        return lines;
    }

    /** Whether the same lines stand in the same order, whatever their figures are. */
    boolean hasOrderOf(Listing other) {
        if (lines.size() != other.lines.size()) {
            return false;
        }
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).id().equals(other.lines.get(i).id())) {
                return false;
            }
        }
        return true;
    }
}
