package org.signalbox.query;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A number that is computed from the columns of a thing; the package says how it is written. Immutable, and safe for
 * any thread if its columns are.
 */
public final class Formula<T> implements ToDoubleFunction<T> {

    /** Characters that a text may have. */
    public static final int LONGEST = 1_024;

    private final String text;
    private final Term<T> term;

    private Formula(String text, Term<T> term) {
        this.text = text;
        this.term = term;
    }

    /**
     * Reads a text. Time is proportional to its length.
     *
     * @param columns what it may be computed from: those of numbers
     * @throws QueryException with one sentence, if the text is no formula
     */
    public static <T> Formula<T> parse(String text, List<Column<T>> columns) throws QueryException {
        return new Formula<>(text, FormulaParser.parse(text, columns));
    }

    /** The parts of a text, in order and apart, also of one that is unfinished or wrong; spaces are in none. */
    public static <T> List<Token> tokens(String text, List<Column<T>> columns) {
        return FormulaLexer.tokens(text, columns);
    }

    /**
     * The number; NaN where it is not known, because a column is not, something is divided by zero, or a step goes
     * beyond the numbers there are.
     */
    @Override
    public double applyAsDouble(T thing) {
        return term.of(thing);
    }

    /** The text that was read. */
    @Override
    public String toString() {
        return text;
    }
}
