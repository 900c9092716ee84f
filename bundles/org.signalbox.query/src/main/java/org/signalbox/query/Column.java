package org.signalbox.query;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * What a query can ask of a thing. Immutable and safe for any thread if its accessor is.
 *
 * @param name   one word without quotes, brackets and operators, such as {@code drops} or {@code frames/s}
 * @param unit   of a number, such as {@code b/s}; empty for none
 * @param values of a choice, all of them; empty for others
 * @param cell   a {@code String}, a {@code Number} or a {@code Boolean} as the type says, or null for not known
 */
public record Column<T>(String name, Type type, String unit, List<String> values, Function<? super T, ?> cell) {

    /** What stands in a column. */
    public enum Type {
        /** Any text. */
        TEXT,
        /** A number. */
        NUMBER,
        /** True or false. */
        FLAG,
        /** One of a few words. */
        CHOICE
    }

    private static final Pattern NAME = Pattern.compile("[^\\s()'\":=!<>]+");

    /** @throws IllegalArgumentException if the name is none */
    public Column {
        values = List.copyOf(values);
        Objects.requireNonNull(type);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("found the column name '" + name
                    + "', expected a word without quotes, brackets and operators");
        }
    }

    /** A column of texts. */
    public static <T> Column<T> text(String name, Function<? super T, String> cell) {
        return new Column<>(name, Type.TEXT, "", List.of(), cell);
    }

    /** A column of numbers; NaN is one that is not known. */
    public static <T> Column<T> number(String name, String unit, ToDoubleFunction<? super T> cell) {
        return new Column<>(name, Type.NUMBER, unit, List.of(), cell::applyAsDouble);
    }

    /** A column of flags. */
    public static <T> Column<T> flag(String name, Predicate<? super T> cell) {
        return new Column<>(name, Type.FLAG, "", List.of(), cell::test);
    }

    /** A column of words, of which there are only a few. */
    public static <T> Column<T> choice(String name, List<String> values, Function<? super T, String> cell) {
        return new Column<>(name, Type.CHOICE, "", values, cell);
    }

    /** Whether words alone are looked for in it. */
    boolean isText() {
        return type == Type.TEXT || type == Type.CHOICE;
    }

    String text(T thing) {
        return Objects.requireNonNullElse((String) cell.apply(thing), "");
    }

    double number(T thing) {
        return cell.apply(thing) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    boolean flag(T thing) {
        return Boolean.TRUE.equals(cell.apply(thing));
    }
}
