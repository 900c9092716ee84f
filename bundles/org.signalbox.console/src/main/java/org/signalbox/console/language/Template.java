package org.signalbox.console.language;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.signalbox.console.language.Expression.Literal;
import org.signalbox.console.language.Expression.Variable;

/**
 * A text in double quotes: {@code $name} stands for a variable's value, and a backtick makes the next character special or
 * plain. Source: Microsoft, "about_Quoting_Rules" and "about_Special_Characters".
 */
final class Template {
    private static final Pattern PART =
            Pattern.compile("`u\\{([0-9A-Fa-f]{1,6})}|`([\\s\\S])|\\$([A-Za-z_][A-Za-z0-9_]*)|[^`$]++|\\$");

    private Template() {
    }

    static List<Expression> parts(String text) throws SyntaxException {
        final List<Expression> parts = new ArrayList<>();
        final StringBuilder plain = new StringBuilder();
        final Matcher matcher = PART.matcher(text);
        while (matcher.find()) {
            if (matcher.group(3) != null) {
                flush(plain, parts);
                parts.add(new Variable(matcher.group(3)));
            } else if (matcher.group(1) != null) {
                plain.append(character(matcher.group(1)));
            } else {
                plain.append(matcher.group(2) == null ? matcher.group() : escaped(matcher.group(2).charAt(0)));
            }
        }
        flush(plain, parts);
        return List.copyOf(parts);
    }

    private static void flush(StringBuilder plain, List<Expression> parts) {
        if (!plain.isEmpty()) {
            parts.add(new Literal(plain.toString()));
            plain.setLength(0);
        }
    }

    private static String character(String hexadecimal) throws SyntaxException {
        final int codePoint = Integer.parseInt(hexadecimal, 16);
        if (!Character.isValidCodePoint(codePoint)) {
            throw new SyntaxException("found `u{" + hexadecimal + "}, expected a character up to `u{10FFFF}", false);
        }
        return Character.toString(codePoint);
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '0' -> '\0';
            default -> c;
        };
    }
}
