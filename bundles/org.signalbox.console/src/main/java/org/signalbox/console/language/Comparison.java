package org.signalbox.console.language;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.signalbox.command.RefusedException;

/**
 * The operators between two values. Texts compare without regard to case, and numerically where both are numbers. Source:
 * Microsoft, "about_Comparison_Operators".
 */
public final class Comparison {
    /** Without the dash, in lower case. */
    public static final Set<String> OPERATORS = Set.of("eq", "ne", "gt", "ge", "lt", "le", "like", "notlike", "match",
            "notmatch", "contains", "notcontains", "in", "notin");

    /** The order of values: absent ones first, numbers by value, everything else by its text. */
    public static final Comparator<Object> ORDER = Comparator.nullsFirst(Comparison::compare);

    private Comparison() {
    }

    /**
     * @param operator one of {@link #OPERATORS}
     * @throws RefusedException when a pattern is none
     */
    public static boolean test(String operator, Object left, Object right) throws RefusedException {
        return switch (operator) {
            case "contains" -> any(left, element -> test("eq", element, right));
            case "notcontains" -> !test("contains", left, right);
            case "in" -> test("contains", right, left);
            case "notin" -> !test("contains", right, left);
            case "ne" -> !test("eq", left, right);
            case "notlike" -> !test("like", left, right);
            case "notmatch" -> !test("match", left, right);
            default -> any(left, element -> one(operator, element, right));
        };
    }

    /** A list is like one of its elements. */
    private static boolean any(Object left, Test test) throws RefusedException {
        for (final Object element : left instanceof List<?> list ? list : Collections.singletonList(left)) {
            if (test.of(element)) {
                return true;
            }
        }
        return false;
    }

    private interface Test {
        boolean of(Object element) throws RefusedException;
    }

    private static boolean one(String operator, Object left, Object right) throws RefusedException {
        return switch (operator) {
            case "like" -> wildcard(Values.text(right)).matcher(Values.text(left)).matches();
            case "match" -> regular(Values.text(right)).matcher(Values.text(left)).find();
            case "eq" -> left == null || right == null ? left == right : compare(left, right) == 0;
            default -> left != null && right != null && ordered(operator, compare(left, right));
        };
    }

    private static boolean ordered(String operator, int sign) {
        return switch (operator) {
            case "gt" -> sign > 0;
            case "ge" -> sign >= 0;
            case "lt" -> sign < 0;
            case "le" -> sign <= 0;
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private static int compare(Object left, Object right) {
        final Optional<Number> a = number(left);
        final Optional<Number> b = number(right);
        if (a.isEmpty() || b.isEmpty()) {
            return Values.text(left).compareToIgnoreCase(Values.text(right));
        }
        return a.get() instanceof Long x && b.get() instanceof Long y ? Long.compare(x, y)
                : Double.compare(a.get().doubleValue(), b.get().doubleValue());
    }

    private static Optional<Number> number(Object value) {
        return switch (value) {
            case Number number -> Optional.of(number);
            case String text -> Values.number(text);
            default -> Optional.empty();
        };
    }

    /** A pattern of {@code *}, {@code ?} and {@code [a-z]}. Source: Microsoft, "about_Wildcards". */
    static Pattern wildcard(String text) throws RefusedException {
        final StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            final int close = c == '[' ? text.indexOf(']', i + 2) : -1;
            if (close > 0) {
                regex.append('[').append(text.substring(i + 1, close).replaceAll("[\\\\\\[\\]^&]", "\\\\$0")).append(']');
                i = close;
            } else {
                regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return compile(regex.toString(), text);
    }

    private static Pattern regular(String text) throws RefusedException {
        return compile(text, text);
    }

    private static Pattern compile(String regex, String shown) throws RefusedException {
        try {
            return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
        } catch (final PatternSyntaxException wrong) {
            throw new RefusedException("found the pattern '" + shown + "', expected one that is right: "
                    + wrong.getDescription(), wrong);
        }
    }
}
