package org.signalbox.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.signalbox.query.Token.Kind;

/** Cuts any text of a formula into tokens, in time proportional to its length; never fails. */
final class FormulaLexer {

    /** What a number looks like. */
    static final Pattern NUMBER = Pattern.compile("\\d{1,18}(?:\\.\\d{1,18})?");

    private static final String OPERATORS = "+-*/";

    private FormulaLexer() {
    }

    static <T> List<Token> tokens(String text, List<Column<T>> columns) {
        final List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            final char c = text.charAt(at);
            if (Lexer.isSpace(c)) {
                at++;
                continue;
            }
            final Token token = OPERATORS.indexOf(c) >= 0 ? token(text, Kind.OPERATOR, at, at + 1)
                    : c == '(' || c == ')' ? token(text, c == '(' ? Kind.OPEN : Kind.CLOSE, at, at + 1)
                    : word(text, at, columns);
            tokens.add(token);
            at = token.end();
        }
        return List.copyOf(tokens);
    }

    /** A word reaches as far as a column's name does, which may hold a slash such as {@code drops/s}. */
    private static <T> Token word(String text, int at, List<Column<T>> columns) {
        final Optional<Column<T>> column = columns.stream()
                .filter(each -> text.regionMatches(true, at, each.name(), 0, each.name().length())
                        && ends(text, at + each.name().length()))
                .max(Comparator.comparingInt(each -> each.name().length()));
        if (column.isPresent()) {
            return token(text, column.get().type() == Column.Type.NUMBER ? Kind.COLUMN : Kind.ERROR, at,
                    at + column.get().name().length());
        }
        int end = at + 1;
        while (!ends(text, end)) {
            end++;
        }
        return token(text, NUMBER.matcher(text.substring(at, end)).matches() ? Kind.VALUE : Kind.ERROR, at, end);
    }

    private static boolean ends(String text, int at) {
        return at >= text.length() || Lexer.isSpace(text.charAt(at)) || OPERATORS.indexOf(text.charAt(at)) >= 0
                || text.charAt(at) == '(' || text.charAt(at) == ')';
    }

    private static Token token(String text, Kind kind, int start, int end) {
        return new Token(kind, start, end - start, text.substring(start, end));
    }
}
