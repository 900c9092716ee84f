package org.signalbox.query;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Makes the test of a comparison from a column, an operator and what is written behind it. */
final class Comparison {

    private static final List<String> TRUE = List.of("true", "yes", "on");
    private static final List<String> FALSE = List.of("false", "no", "off");

    private Comparison() {
    }

    static <T> Predicate<T> of(Column<T> column, Token operator, Token value) throws QueryException {
        return switch (column.type()) {
            case TEXT -> text(column, operator.text(), value.text());
            case NUMBER -> number(column, operator.text(), value);
            case FLAG -> flag(column, operator, value);
            case CHOICE -> choice(column, operator, value);
        };
    }

    private static <T> Predicate<T> text(Column<T> column, String operator, String value) {
        return switch (operator) {
            case ":" -> thing -> Wildcard.matches(value, column.text(thing));
            case "=" -> thing -> column.text(thing).equalsIgnoreCase(value);
            case "!=" -> thing -> !column.text(thing).equalsIgnoreCase(value);
            default -> {
                final IntPredicate holds = order(operator);
                yield thing -> holds.test(NaturalOrder.INSTANCE.compare(column.text(thing), value));
            }
        };
    }

    private static IntPredicate order(String operator) {
        return switch (operator) {
            case "<" -> order -> order < 0;
            case "<=" -> order -> order <= 0;
            case ">" -> order -> order > 0;
            default -> order -> order >= 0;
        };
    }

    private static <T> Predicate<T> number(Column<T> column, String operator, Token value) throws QueryException {
        final OptionalDouble parsed = Quantity.parse(value.text(), column.unit());
        if (parsed.isEmpty()) {
            throw new QueryException(value.start(), "'" + value.text() + "'", column.unit().isEmpty()
                    ? "a number such as 10 or 2.5k" : "a number such as 10 or 2.5k" + column.unit());
        }
        final double limit = parsed.getAsDouble();
        final DoublePredicate holds = switch (operator) {
            case ":", "=" -> number -> number == limit;
            case "!=" -> number -> number != limit;
            case "<" -> number -> number < limit;
            case "<=" -> number -> number <= limit;
            case ">" -> number -> number > limit;
            default -> number -> number >= limit;
        };
        return thing -> holds.test(column.number(thing));
    }

    private static <T> Predicate<T> flag(Column<T> column, Token operator, Token value) throws QueryException {
        equality(column, operator);
        final String word = value.text().toLowerCase(Locale.ROOT);
        if (!TRUE.contains(word) && !FALSE.contains(word)) {
            throw new QueryException(value.start(), "'" + value.text() + "'", "true or false");
        }
        final boolean wanted = TRUE.contains(word) != operator.text().equals("!=");
        return thing -> column.flag(thing) == wanted;
    }

    private static <T> Predicate<T> choice(Column<T> column, Token operator, Token value) throws QueryException {
        equality(column, operator);
        final String word = value.text();
        if (column.values().stream().noneMatch(each ->
                operator.text().equals(":") ? Wildcard.matches(word, each) : each.equalsIgnoreCase(word))) {
            throw new QueryException(value.start(), "'" + word + "'",
                    "one of " + String.join(", ", column.values()));
        }
        return text(column, operator.text(), word);
    }

    private static void equality(Column<?> column, Token operator) throws QueryException {
        if (operator.text().startsWith("<") || operator.text().startsWith(">")) {
            throw new QueryException(operator.start(), "'" + operator.text() + "' with " + column.name(),
                    "one of : = !=");
        }
    }
}
