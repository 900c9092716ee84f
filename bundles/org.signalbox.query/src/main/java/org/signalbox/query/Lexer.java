package org.signalbox.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.signalbox.query.Token.Kind;

/** Cuts any text into tokens, in time proportional to its length; never fails. */
final class Lexer {

    private static final Set<String> KEYWORDS = Set.of("and", "or", "not");

    private final String text;
    private final Predicate<String> isColumn;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text, Predicate<String> isColumn) {
        this.text = text;
        this.isColumn = isColumn;
    }

    /** @param isColumn asked for a name as it is typed */
    static List<Token> tokens(String text, Predicate<String> isColumn) {
        final Lexer lexer = new Lexer(text, isColumn);
        lexer.run();
        return List.copyOf(lexer.tokens);
    }

    /** Whether a word is read as one without quotes. */
    static boolean isBare(String word) {
        return !word.isEmpty() && word.chars().noneMatch(c -> ends((char) c, true))
                && !KEYWORDS.contains(word.toLowerCase(Locale.ROOT));
    }

    private void run() {
        boolean value = false;
        while (at < text.length()) {
            final char c = text.charAt(at);
            if (isSpace(c)) {
                at++;
            } else if (isQuote(c)) {
                quoted(value ? Kind.VALUE : Kind.WORD);
                value = false;
            } else if (c == '(' || c == ')') {
                add(c == '(' ? Kind.OPEN : Kind.CLOSE, at + 1);
                value = false;
            } else if (value) {
                add(Kind.VALUE, end(false));
                value = false;
            } else if (operator() > 0) {
                add(Kind.OPERATOR, at + operator());
                value = true;
            } else if (c == '!') {
                add(Kind.ERROR, at + 1);
            } else {
                word();
            }
        }
    }

    private void add(Kind kind, int end) {
        tokens.add(new Token(kind, at, end - at, text.substring(at, end)));
        at = end;
    }

    private void quoted(Kind kind) {
        final char quote = text.charAt(at);
        final StringBuilder content = new StringBuilder();
        int i = at + 1;
        while (i < text.length()) {
            if (text.charAt(i) != quote) {
                content.append(text.charAt(i++));
            } else if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                content.append(quote);
                i += 2;
            } else {
                break;
            }
        }
        final boolean closed = i < text.length();
        final int end = closed ? i + 1 : i;
        tokens.add(new Token(closed ? kind : Kind.ERROR, at, end - at, content.toString()));
        at = end;
    }

    private void word() {
        final int end = end(true);
        final String word = text.substring(at, end);
        int next = end;
        while (next < text.length() && isSpace(text.charAt(next))) {
            next++;
        }
        final boolean compared = next < text.length() && operatorAt(next) > 0;
        if (compared) {
            add(isColumn.test(word) ? Kind.COLUMN : Kind.ERROR, end);
        } else {
            add(KEYWORDS.contains(word.toLowerCase(Locale.ROOT)) ? Kind.KEYWORD : Kind.WORD, end);
        }
    }

    /** Where the bare word ends that begins here. */
    private int end(boolean atOperators) {
        int end = at + 1;
        while (end < text.length() && !ends(text.charAt(end), atOperators)) {
            end++;
        }
        return end;
    }

    private static boolean ends(char c, boolean atOperators) {
        return isSpace(c) || isQuote(c) || c == '(' || c == ')' || atOperators && ":=!<>".indexOf(c) >= 0;
    }

    private int operator() {
        return operatorAt(at);
    }

    /** How long the operator is that stands at a place; 0 for none. */
    private int operatorAt(int place) {
        final char c = text.charAt(place);
        final boolean equal = place + 1 < text.length() && text.charAt(place + 1) == '=';
        return switch (c) {
            case ':', '=' -> 1;
            case '<', '>' -> equal ? 2 : 1;
            case '!' -> equal ? 2 : 0;
            default -> 0;
        };
    }

    private static boolean isQuote(char c) {
        return c == '\'' || c == '"';
    }

    static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
    }
}
