package org.signalbox.query;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A filter that was typed; the package says the language. Immutable, and safe for any thread if its columns are. */
public final class Query<T> implements Predicate<T> {

    /** Characters that a text may have. */
    public static final int LONGEST = 4_096;

    private final Condition<T> condition;

    private Query(Condition<T> condition) {
        this.condition = condition;
    }

    /**
     * Reads a text. Time is proportional to its length.
     *
     * @param text    an empty one lets everything through
     * @param columns what can be asked for; those of texts and choices are where a word alone is looked for
     * @throws QueryException with one sentence, if the text is no query
     */
    public static <T> Query<T> parse(String text, List<Column<T>> columns) throws QueryException {
        return new Query<>(Parser.parse(text, columns));
    }

    /** A query that lets everything through. */
    public static <T> Query<T> all() {
        return new Query<>(new Condition.All<>(List.of()));
    }

    /** The parts of a text, in order and apart, also of one that is unfinished or wrong; spaces are in none. */
    public static <T> List<Token> tokens(String text, List<Column<T>> columns) {
        return Lexer.tokens(text, name -> column(columns, name).isPresent());
    }

    static <T> Optional<Column<T>> column(List<Column<T>> columns, String name) {
        return columns.stream().filter(column -> column.name().equalsIgnoreCase(name)).findFirst();
    }

    @Override
    public boolean test(T thing) {
        return condition.test(thing);
    }

    /** Whether it lets everything through because nothing is asked for. */
    public boolean isEmpty() {
        return condition instanceof Condition.All<T> all && all.conditions().isEmpty();
    }

    /** The query as it would be typed; read again it is the same. */
    @Override
    public String toString() {
        return condition.toString();
    }
}
