package org.signalbox.workbench.inventory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.signalbox.query.Column;
import org.signalbox.query.Query;
import org.signalbox.query.QueryException;

/**
 * What the user wants to see, and how. Immutable.
 *
 * @param shown    names of the columns that are shown, in order; never none
 * @param group    the column that rows are grouped by
 * @param closed   the groups whose rows are not shown
 * @param filter   what rows have to be
 * @param computed columns that the user has made up, shown or not
 */
record Arrangement(Kind kind, List<String> shown, Optional<Sort> sort, Optional<String> group, Set<String> closed,
        Query<Row> filter, List<Field> computed) {

    /** The order of the rows; those that are equal stay in the fabric's order. @param column its name */
    record Sort(String column, boolean descending) {
    }

    Arrangement {
        shown = List.copyOf(shown);
        closed = Set.copyOf(closed);
        computed = List.copyOf(computed);
    }

    /** A kind as it is first shown. */
    static Arrangement of(Kind kind) {
        return new Arrangement(kind, kind.usual(), Optional.empty(), Optional.empty(), Set.of(), Query.all(),
                List.of());
    }

    Arrangement withShown(List<String> columns) {
        return columns.isEmpty() ? this : new Arrangement(kind, columns, sort, group, closed, filter, computed);
    }

    Arrangement withSort(Optional<Sort> next) {
        return new Arrangement(kind, shown, next, group, closed, filter, computed);
    }

    /** Sorts by a column: upwards at first, then downwards, then no more. */
    Arrangement sortedBy(String column) {
        final Optional<Sort> now = sort.filter(each -> each.column().equals(column));
        return withSort(now.isEmpty() ? Optional.of(new Sort(column, false))
                : now.get().descending() ? Optional.empty() : Optional.of(new Sort(column, true)));
    }

    Arrangement withGroup(Optional<String> column) {
        return withGroup(column, Set.of());
    }

    private Arrangement withGroup(Optional<String> column, Set<String> names) {
        return new Arrangement(kind, shown, sort, column, names, filter, computed);
    }

    /** Closes a group, or opens it again. */
    Arrangement toggled(String name) {
        final Set<String> next = new HashSet<>(closed);
        if (!next.remove(name)) {
            next.add(name);
        }
        return new Arrangement(kind, shown, sort, group, next, filter, computed);
    }

    Arrangement withFilter(Query<Row> next) {
        return new Arrangement(kind, shown, sort, group, closed, next, computed);
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
            final List<String> all = all().stream().map(Field::name).toList();
            int at = 0;
            while (at < next.size() && all.indexOf(next.get(at)) < all.indexOf(column)) {
                at++;
            }
            next.add(at, column);
        }
        return withShown(next);
    }

    /** Has a computed column more, at the end and shown. */
    Arrangement adding(Field column) {
        final List<String> next = new ArrayList<>(shown);
        next.add(column.name());
        return withComputed(with(column)).withShown(next);
    }

    /** Has these computed columns, too, unless their names are taken; they are not shown. */
    Arrangement keeping(List<Field> columns) {
        Arrangement next = this;
        for (final Field column : columns) {
            next = next.field(column.name()).isPresent() ? next : next.withComputed(next.with(column));
        }
        return next;
    }

    private List<Field> with(Field column) {
        return Stream.concat(computed.stream(), Stream.of(column)).toList();
    }

    /** Has another computed column in the place of one; a filter that called it by another name is gone. */
    Arrangement replacing(Field column, Field by) {
        final UnaryOperator<String> renamed = name -> name.equals(column.name()) ? by.name() : name;
        return new Arrangement(kind, shown.stream().map(renamed).toList(),
                sort.map(each -> new Sort(renamed.apply(each.column()), each.descending())), group.map(renamed), closed,
                filter, computed).withComputed(computed.stream().map(each -> each.equals(column) ? by : each).toList());
    }

    /** Has a computed column no more, and neither an order nor groups nor a filter by it. */
    Arrangement without(Field column) {
        return withComputed(computed.stream().filter(each -> !each.equals(column)).toList());
    }

    private Arrangement withComputed(List<Field> columns) {
        final Arrangement bare = new Arrangement(kind, shown, sort, group, closed, Query.all(), columns);
        final List<String> left = shown.stream().filter(name -> bare.field(name).isPresent()).toList();
        final Arrangement next = bare.withShown(left.isEmpty() ? kind.usual() : left)
                .withSort(sort.filter(each -> bare.field(each.column()).isPresent()))
                .withGroup(group.filter(name -> bare.field(name).isPresent()), closed);
        return next.withFilter(filter.toString());
    }

    /** As it is at first, with the filter; columns that were made up can be shown again. */
    Arrangement asAtFirst() {
        return of(kind).withComputed(computed).withFilter(filter);
    }

    /** Filters by a text; one that is no query lets everything through. */
    Arrangement withFilter(String text) {
        try {
            return withFilter(Query.parse(text, columns()));
        } catch (QueryException gone) {
            return withFilter(Query.all());
        }
    }

    /** All columns that there are: those of the kind, and those that were made up. */
    List<Field> all() {
        return Stream.concat(kind.fields().stream(), computed.stream()).toList();
    }

    Optional<Field> field(String name) {
        return all().stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /** What a query can ask of the rows. */
    List<Column<Row>> columns() {
        return all().stream().map(Field::column).toList();
    }

    /** The columns that are shown, in order. */
    List<Field> fields() {
        return shown.stream().flatMap(name -> field(name).stream()).toList();
    }
}
