package org.signalbox.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.signalbox.query.Token.Kind;

/**
 * What may be typed next.
 *
 * @param text    what is put in
 * @param start   of what it replaces, from 0
 * @param length  of what it replaces
 * @param meaning what it is, in a word or two
 */
public record Completion(String text, int start, int length, String meaning) {

    /** Proposals that are made at most. */
    public static final int MOST = 50;

    private static final List<String> BETWEEN = List.of("and", "or");
    private static final List<String> CALCULATED = List.of("+", "-", "*", "/");

    /**
     * Proposals for the place of the caret, the likeliest first.
     *
     * @param caret from 0; what stands behind it is left alone
     * @param seen  the values that a column of texts has now
     */
    public static <T> List<Completion> of(String text, int caret, List<Column<T>> columns,
            Function<Column<T>, ? extends Collection<String>> seen) {
        final String typed = text.substring(0, Math.clamp(caret, 0, text.length()));
        final List<Token> tokens = Query.tokens(typed, columns);
        final Token last = tokens.isEmpty() ? null : tokens.getLast();
        final boolean touches = last != null && last.end() == typed.length();
        final Proposals proposals = new Proposals(typed.length());
        if (last == null || !touches && (last.kind() == Kind.KEYWORD || last.kind() == Kind.OPEN)
                || touches && last.kind() == Kind.OPEN) {
            proposals.columns("", columns);
        } else if (last.kind() == Kind.OPERATOR) {
            comparedWith(tokens, columns).ifPresent(column -> proposals.values("", column, seen));
        } else if (touches) {
            complete(proposals, tokens, columns, seen);
        } else if (last.kind() == Kind.WORD && Query.column(columns, last.text()).isPresent()) {
            proposals.replace(last.start());
            proposals.operators(Query.column(columns, last.text()).get());
        } else {
            BETWEEN.forEach(word -> proposals.add(word + " ", "both, or either"));
        }
        return proposals.all.stream().limit(MOST).toList();
    }

    /**
     * Proposals for the place of the caret in a formula, the likeliest first.
     *
     * @param caret from 0; what stands behind it is left alone
     */
    public static <T> List<Completion> ofFormula(String text, int caret, List<Column<T>> columns) {
        final String typed = text.substring(0, Math.clamp(caret, 0, text.length()));
        final List<Token> tokens = Formula.tokens(typed, columns);
        final Token last = tokens.isEmpty() ? null : tokens.getLast();
        final boolean word = last != null && (last.kind() == Kind.COLUMN || last.kind() == Kind.ERROR);
        final boolean touches = last != null && last.end() == typed.length();
        final Proposals proposals = new Proposals(typed.length());
        if (word && touches) {
            proposals.replace(last.start());
            proposals.numbers(last.text(), columns);
        } else if (last == null || last.kind() == Kind.OPEN || last.kind() == Kind.OPERATOR) {
            proposals.numbers("", columns);
        }
        if (last != null && (last.kind() == Kind.COLUMN || last.kind() == Kind.VALUE || last.kind() == Kind.CLOSE)) {
            proposals.replace(typed.length());
            CALCULATED.forEach(each -> proposals.add((touches ? " " : "") + each + " ", "goes on calculating"));
        }
        return proposals.all.stream().limit(MOST).toList();
    }

    /** Goes on with the word that ends at the caret. */
    private static <T> void complete(Proposals proposals, List<Token> tokens, List<Column<T>> columns,
            Function<Column<T>, ? extends Collection<String>> seen) {
        final Token last = tokens.getLast();
        final boolean value = tokens.size() > 1 && tokens.get(tokens.size() - 2).kind() == Kind.OPERATOR;
        proposals.replace(last.start());
        if (value) {
            comparedWith(tokens.subList(0, tokens.size() - 1), columns)
                    .ifPresent(column -> proposals.values(last.text(), column, seen));
        } else if (last.kind() == Kind.WORD || last.kind() == Kind.KEYWORD) {
            final Optional<Column<T>> whole = Query.column(columns, last.text());
            if (whole.isPresent()) {
                proposals.operators(whole.get());
            }
            proposals.columns(last.text(), columns);
            BETWEEN.stream().filter(word -> tokens.size() > 1 && begins(word, last.text()))
                    .forEach(word -> proposals.add(word + " ", "both, or either"));
        }
    }

    private static <T> Optional<Column<T>> comparedWith(List<Token> tokens, List<Column<T>> columns) {
        return tokens.size() < 2 ? Optional.empty() : Query.column(columns, tokens.get(tokens.size() - 2).text());
    }

    private static boolean begins(String word, String typed) {
        return word.toLowerCase(Locale.ROOT).startsWith(typed.toLowerCase(Locale.ROOT));
    }

    /** Proposals as they are gathered. */
    private static final class Proposals {

        private final int caret;
        private final List<Completion> all = new ArrayList<>();
        private int start;

        Proposals(int caret) {
            this.caret = caret;
            start = caret;
        }

        /** From now on they replace what was typed since there. */
        void replace(int from) {
            start = from;
        }

        void add(String text, String meaning) {
            all.add(new Completion(text, start, caret - start, meaning));
        }

        <T> void columns(String typed, List<Column<T>> columns) {
            columns.stream().filter(column -> begins(column.name(), typed) && !column.name().equalsIgnoreCase(typed))
                    .forEach(column -> add(column.name() + (column.type() == Column.Type.NUMBER ? " > " : ":"),
                            meaning(column)));
            if (typed.isEmpty() || begins("not", typed)) {
                add("not ", "the opposite");
            }
        }

        <T> void numbers(String typed, List<Column<T>> columns) {
            columns.stream().filter(column -> column.type() == Column.Type.NUMBER && begins(column.name(), typed)
                    && !column.name().equalsIgnoreCase(typed)).forEach(column -> add(column.name(), meaning(column)));
        }

        <T> void operators(Column<T> column) {
            final List<String> operators = switch (column.type()) {
                case NUMBER -> List.of(" > ", " >= ", " < ", " <= ", " = ", " != ");
                case TEXT -> List.of(":", " = ", " != ");
                case FLAG, CHOICE -> List.of(":", " != ");
            };
            operators.forEach(operator -> add(column.name() + operator, meaning(column)));
        }

        <T> void values(String typed, Column<T> column, Function<Column<T>, ? extends Collection<String>> seen) {
            final Collection<String> values = switch (column.type()) {
                case FLAG -> List.of("true", "false");
                case CHOICE -> column.values();
                case TEXT -> seen.apply(column);
                case NUMBER -> List.of();
            };
            values.stream().filter(value -> !value.isEmpty() && begins(value, typed) && !value.equals(typed))
                    .distinct().sorted(NaturalOrder.INSTANCE).limit(MOST)
                    .forEach(value -> add(Condition.quoted(value), column.name()));
        }

        private static String meaning(Column<?> column) {
            return switch (column.type()) {
                case TEXT -> "text, * and ? stand for others";
                case NUMBER -> column.unit().isEmpty() ? "number" : "number in " + column.unit();
                case FLAG -> "true or false";
                case CHOICE -> String.join(", ", column.values());
            };
        }
    }
}
