package org.signalbox.workbench.inventory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.signalbox.query.Query;

/**
 * What the user wants to see, and how. Immutable.
 *
 * @param shown  names of the columns that are shown, in order; never none
 * @param group  the column that rows are grouped by
 * @param closed the groups whose rows are not shown
 * @param filter what rows have to be
 */
record Arrangement(Kind kind, List<String> shown, Optional<Sort> sort, Optional<String> group, Set<String> closed,
        Query<Row> filter) {

    /** The order of the rows; those that are equal stay in the fabric's order. @param column its name */
    record Sort(String column, boolean descending) {
    }

    Arrangement {
        shown = List.copyOf(shown);
        closed = Set.copyOf(closed);
    }

    /** A kind as it is first shown. */
    static Arrangement of(Kind kind) {
        return new Arrangement(kind, kind.usual(), Optional.empty(), Optional.empty(), Set.of(), Query.all());
    }

    Arrangement withShown(List<String> columns) {
        return columns.isEmpty() ? this : new Arrangement(kind, columns, sort, group, closed, filter);
    }

    Arrangement withSort(Optional<Sort> next) {
        return new Arrangement(kind, shown, next, group, closed, filter);
    }

    /** Sorts by a column: upwards at first, then downwards, then no more. */
    Arrangement sortedBy(String column) {
        final Optional<Sort> now = sort.filter(each -> each.column().equals(column));
        return withSort(now.isEmpty() ? Optional.of(new Sort(column, false))
                : now.get().descending() ? Optional.empty() : Optional.of(new Sort(column, true)));
    }

    Arrangement withGroup(Optional<String> column) {
        return new Arrangement(kind, shown, sort, column, Set.of(), filter);
    }

    /** Closes a group, or opens it again. */
    Arrangement toggled(String name) {
        final Set<String> next = new HashSet<>(closed);
        if (!next.remove(name)) {
            next.add(name);
        }
        return new Arrangement(kind, shown, sort, group, next, filter);
    }

    Arrangement withFilter(Query<Row> next) {
        return new Arrangement(kind, shown, sort, group, closed, next);
    }

    /** Moves a column one place; none moves past an end. @param by -1 to the left, 1 to the right */
    Arrangement moved(String column, int by) {
        final int at = shown.indexOf(column);
        if (at < 0 || at + by < 0 || at + by >= shown.size()) {
            return this;
        }
        final List<String> next = new ArrayList<>(shown);
        next.remove(at);
        next.add(at + by, column);
        return withShown(next);
    }

    /** Shows a column at its place among the kind's, or hides it. */
    Arrangement toggledColumn(String column) {
        final List<String> next = new ArrayList<>(shown);
        if (!next.remove(column)) {
            final List<String> all = kind.fields().stream().map(Field::name).toList();
            int at = 0;
            while (at < next.size() && all.indexOf(next.get(at)) < all.indexOf(column)) {
                at++;
            }
            next.add(at, column);
        }
        return withShown(next);
    }

    List<Field> fields() {
        return shown.stream().flatMap(name -> kind.field(name).stream()).toList();
    }
}
