package org.signalbox.workbench.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signalbox.query.QueryException;
import org.signalbox.schema.Default;

/**
 * An arrangement that the user has given a name.
 *
 * @param shown    names of the columns that are shown, in order
 * @param sort     the column that rows are sorted by
 * @param computed columns that the user has made up
 */
public record SavedView(String name, String kind, List<String> shown, Optional<String> sort,
        @Default("false") boolean descending, Optional<String> group, @Default("") String filter,
        @Default("[]") List<Computed> computed) {

    static SavedView of(String name, Arrangement now) {
        return new SavedView(name, now.kind().name(), now.shown(), now.sort().map(Arrangement.Sort::column),
                now.sort().map(Arrangement.Sort::descending).orElse(false), now.group(), now.filter().toString(),
                now.computed().stream().flatMap(field -> field.computed().stream()).toList());
    }

    /** The arrangement; columns that are no more are left out, and so is a filter that is none any more. */
    Arrangement arrangement() {
        final Kind wanted = List.of(Kind.values()).stream().filter(each -> each.name().equals(kind)).findFirst()
                .orElse(Kind.MACHINES);
        final List<Field> made = new ArrayList<>();
        for (final Computed each : computed) {
            try {
                made.add(each.field(wanted));
            } catch (QueryException gone) {
                // what it was computed from is no more
            }
        }
        final Arrangement first = Arrangement.of(wanted).keeping(made);
        return first.withShown(shown.stream().filter(column -> first.field(column).isPresent()).distinct().toList())
                .withSort(sort.filter(column -> first.field(column).isPresent())
                        .map(column -> new Arrangement.Sort(column, descending)))
                .withGroup(group.filter(column -> first.field(column).isPresent()))
                .withFilter(filter);
    }
}
