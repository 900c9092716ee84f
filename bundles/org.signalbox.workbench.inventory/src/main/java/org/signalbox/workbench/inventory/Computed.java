package org.signalbox.workbench.inventory;

import java.util.Locale;
import java.util.Optional;
import org.signalbox.query.Formula;
import org.signalbox.query.QueryException;

/** A column as a user has made it up: computed from the columns that a kind has of itself. */
public record Computed(String title, String expression) {

    private static final int LONGEST_TITLE = 40;

    /** What queries call a column of a title: one word, without what a query takes for something else. */
    static String name(String title) {
        final String word = title.toLowerCase(Locale.ROOT).replaceAll("[\\s\\p{Z}()'\":=!<>]+", "-")
                .replaceAll("^-+|-+$", "");
        return word.isEmpty() ? "computed" : word;
    }

    /**
     * What is wrong with a title, in one sentence.
     *
     * @param without the column that had the title before, which it may keep
     */
    static Optional<String> complaint(String title, Arrangement now, Optional<Field> without) {
        if (title.length() > LONGEST_TITLE) {
            return Optional.of("A title has at most " + LONGEST_TITLE + " characters.");
        }
        return now.all().stream().filter(field -> !without.equals(Optional.of(field)))
                .filter(field -> field.name().equals(name(title))).findFirst()
                .map(field -> "found the title '" + title + "', which the column " + field.title()
                        + " has, expected another");
    }

    /** @throws QueryException with one sentence, if the expression is none */
    Field field(Kind kind) throws QueryException {
        return Field.computed(this, Formula.parse(expression, kind.columns()));
    }
}
