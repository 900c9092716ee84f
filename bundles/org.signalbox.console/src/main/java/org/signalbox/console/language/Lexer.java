package org.signalbox.console.language;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a text into tokens; blanks and comments fall away. */
final class Lexer {
    private static final Pattern BLANK = Pattern.compile("[ \\t\\f\\x0B]+|`\\r?\\n|#[^\\r\\n]*");
    private static final Pattern NEW_LINE = Pattern.compile("\\r?\\n|\\r");
    private static final Pattern SIGN = Pattern.compile("@\\(|@\\{|[|;,=(){}!]");
    private static final Pattern VARIABLE = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)");
    private static final Pattern MEMBER = Pattern.compile("\\.([A-Za-z_][A-Za-z0-9_]*)");
    private static final Pattern DASHED = Pattern.compile("-([A-Za-z?][A-Za-z0-9_]*)(:)?");
    private static final Pattern WORD = Pattern.compile(
            "(?:[^\\s|;,=(){}'\"$`@#!-]|-[0-9.])[^\\s|;,=(){}'\"$`]*");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int position;

    private Lexer(String text) {
        this.text = text;
    }

    /** The tokens, the last one being the end. */
    static List<Token> read(String text) throws SyntaxException {
        final Lexer lexer = new Lexer(text);
        while (lexer.position < text.length()) {
            lexer.next();
        }
        lexer.tokens.add(new Token(Token.Kind.END, "", text.length(), text.length()));
        return lexer.tokens;
    }

    private void next() throws SyntaxException {
        if (match(BLANK) instanceof Matcher blank) {
            position = blank.end();
        } else if (!(take(NEW_LINE, Token.Kind.NEW_LINE) || member() || take(SIGN, Token.Kind.SIGN) || value())) {
            throw wrong();
        }
    }

    /** A dot belongs to what stands before it only without a blank between: {@code $x.Name}, but {@code $x .5}. */
    private boolean member() {
        return !tokens.isEmpty() && tokens.getLast().end() == position
                && (tokens.getLast().is(")") || tokens.getLast().kind() == Token.Kind.VARIABLE
                        || tokens.getLast().kind() == Token.Kind.MEMBER)
                && take(MEMBER, Token.Kind.MEMBER);
    }

    private boolean value() throws SyntaxException {
        final int start = position;
        if (match(DASHED) instanceof Matcher dashed) {
            add(dashed, dashed.group(2) == null ? Token.Kind.DASHED : Token.Kind.DASHED_COLON);
            return true;
        }
        final boolean found = take(WORD, Token.Kind.WORD) || quoted() || take(VARIABLE, Token.Kind.VARIABLE);
        if (found && position < text.length() && "'\"$".indexOf(text.charAt(position)) >= 0) {
            throw new SyntaxException("found " + text.charAt(position) + " right behind '" + text.substring(start, position)
                    + "' in column " + (position + 1) + ", expected a blank between two values,"
                    + " or one text in double quotes", false);
        }
        return found;
    }

    /** A text in quotes: doubled single quotes stand for one, behind a backtick a double quote does not end it. */
    private boolean quoted() {
        final char quote = text.charAt(position);
        if (quote != '\'' && quote != '"') {
            return false;
        }
        int end = position + 1;
        while (end < text.length()) {
            final char c = text.charAt(end);
            final boolean pair = quote == '\'' ? c == '\'' && text.startsWith("''", end) : c == '`';
            if (c == quote && !pair) {
                final String inside = text.substring(position + 1, end);
                tokens.add(quote == '"' ? new Token(Token.Kind.TEMPLATE, inside, position, end + 1)
                        : new Token(Token.Kind.LITERAL, inside.replace("''", "'"), position, end + 1));
                position = end + 1;
                return true;
            }
            end += pair ? 2 : 1;
        }
        return false;
    }

    private SyntaxException wrong() {
        final char c = text.charAt(position);
        return switch (c) {
            case '\'', '"' -> new SyntaxException("found no closing " + c + " for the one in column " + (position + 1)
                    + ", expected one", true);
            case '`' -> new SyntaxException("found a ` in column " + (position + 1)
                    + ", expected it at the end of a line that goes on or within double quotes",
                    position == text.length() - 1);
            case '$' -> new SyntaxException("found a $ in column " + (position + 1)
                    + ", expected a variable's name behind it, or the text in single quotes", false);
            default -> new SyntaxException("found " + c + " in column " + (position + 1)
                    + ", expected a command, a parameter or a value", false);
        };
    }

    private boolean take(Pattern pattern, Token.Kind kind) {
        if (match(pattern) instanceof Matcher matcher) {
            add(matcher, kind);
            return true;
        }
        return false;
    }

    private Matcher match(Pattern pattern) {
        final Matcher matcher = pattern.matcher(text).region(position, text.length());
        return matcher.lookingAt() ? matcher : null;
    }

    private void add(Matcher matcher, Token.Kind kind) {
        final String value = matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
        tokens.add(new Token(kind, value, position, matcher.end()));
        position = matcher.end();
    }
}
