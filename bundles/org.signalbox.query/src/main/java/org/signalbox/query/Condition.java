package org.signalbox.query;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a query asks, as a tree. */
sealed interface Condition<T> extends Predicate<T> {

    /** All hold; none is true. */
    record All<T>(List<Condition<T>> conditions) implements Condition<T> {

        @Override
        public boolean test(T thing) {
            for (final Condition<T> condition : conditions) {
                if (!condition.test(thing)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            return conditions.stream().map(each -> each instanceof Any ? "(" + each + ")" : each.toString())
                    .collect(Collectors.joining(" and "));
        }
    }

    /** One holds at least. */
    record Any<T>(List<Condition<T>> conditions) implements Condition<T> {

        @Override
        public boolean test(T thing) {
            for (final Condition<T> condition : conditions) {
                if (condition.test(thing)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String toString() {
            return conditions.stream().map(Condition::toString).collect(Collectors.joining(" or "));
        }
    }

    /** It does not hold. */
    record Not<T>(Condition<T> of) implements Condition<T> {

        @Override
        public boolean test(T thing) {
            return !of.test(thing);
        }

        @Override
        public String toString() {
            return "not " + (of instanceof All || of instanceof Any ? "(" + of + ")" : of);
        }
    }

    /** A text contains the word. @param columns those of texts */
    record Word<T>(String word, List<Column<T>> columns) implements Condition<T> {

        @Override
        public boolean test(T thing) {
            final String pattern = "*" + word + "*";
            for (final Column<T> column : columns) {
                if (Wildcard.matches(pattern, column.text(thing))) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String toString() {
            return quoted(word);
        }
    }

    /** A comparison. @param value as it was written */
    record Compared<T>(Column<T> column, String operator, String value, Predicate<T> test) implements Condition<T> {

        @Override
        public boolean test(T thing) {
            return test.test(thing);
        }

        @Override
        public String toString() {
            return operator.equals(":") ? column.name() + ":" + quoted(value)
                    : column.name() + " " + operator + " " + quoted(value);
        }
    }

    /** A word as it is typed, in quotes where it needs them. */
    static String quoted(String word) {
        return Lexer.isBare(word) ? word : "\"" + word.replace("\"", "\"\"") + "\"";
    }
}
