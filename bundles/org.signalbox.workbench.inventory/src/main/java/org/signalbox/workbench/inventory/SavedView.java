package org.signalbox.workbench.inventory;

import java.util.List;
import java.util.Optional;
import org.signalbox.query.Query;
import org.signalbox.query.QueryException;
import org.signalbox.schema.Default;

/**
 * An arrangement that the user has given a name.
 *
 * @param shown names of the columns that are shown, in order
 * @param sort  the column that rows are sorted by
 */
public record SavedView(String name, String kind, List<String> shown, Optional<String> sort,
        @Default("false") boolean descending, Optional<String> group, @Default("") String filter) {

    static SavedView of(String name, Arrangement now) {
        return new SavedView(name, now.kind().name(), now.shown(), now.sort().map(Arrangement.Sort::column),
                now.sort().map(Arrangement.Sort::descending).orElse(false), now.group(), now.filter().toString());
    }

    /** The arrangement; columns that are no more are left out, and so is a filter that is none any more. */
    Arrangement arrangement() {
        final Kind wanted = List.of(Kind.values()).stream().filter(each -> each.name().equals(kind)).findFirst()
                .orElse(Kind.MACHINES);
        final Arrangement first = Arrangement.of(wanted)
                .withShown(shown.stream().filter(column -> wanted.field(column).isPresent()).distinct().toList())
                .withSort(sort.filter(column -> wanted.field(column).isPresent())
                        .map(column -> new Arrangement.Sort(column, descending)))
                .withGroup(group.filter(column -> wanted.field(column).isPresent()));
        try {
            return first.withFilter(Query.parse(filter, wanted.columns()));
        } catch (QueryException gone) {
            return first;
        }
    }
}
