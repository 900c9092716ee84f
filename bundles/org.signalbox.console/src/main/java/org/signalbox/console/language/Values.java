package org.signalbox.console.language;

import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.signalbox.schema.Schema;

/**
 * The values that flow through pipes and into parameters: null, texts, {@code Long}, {@code Double}, {@code Boolean}, lists,
 * maps, and {@link Item}s.
 */
public final class Values {
    private static final Pattern NUMBER =
            Pattern.compile("([+-]?\\d{1,40}(?:\\.\\d{1,40})?(?:[eE][+-]?\\d{1,3})?)([KMGT]B)?", Pattern.CASE_INSENSITIVE);
    private static final String SIZES = "KMGT";
    private static final int BITS_PER_SIZE = 10;

    private Values() {
    }

    /** Whether a word is a number, such as {@code 10}, {@code -1.5} or {@code 100MB} (binary, as in PowerShell). */
    static boolean isNumber(String word) {
        return NUMBER.matcher(word).matches();
    }

    /** The number that a word is: a Long where it is whole and fits, else a Double. Empty when it is none. */
    public static Optional<Number> number(String word) {
        final Matcher matcher = NUMBER.matcher(word);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        final long unit = matcher.group(2) == null ? 1
                : 1L << BITS_PER_SIZE * (SIZES.indexOf(Character.toUpperCase(matcher.group(2).charAt(0))) + 1);
        try {
            return Optional.of(Math.multiplyExact(Long.parseLong(matcher.group(1)), unit));
        } catch (final ArithmeticException | NumberFormatException notWhole) {
            final double value = Double.parseDouble(matcher.group(1)) * unit;
            final boolean plain = matcher.group(1).matches("[+-]?\\d+") || unit > 1;
            return Optional.of(plain && value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE
                    ? (Number) (long) value : (Number) value);
        }
    }

    /** A word as a value where nothing says which type is wanted. */
    static Object literal(String word) {
        return number(word).<Object>map(number -> number).orElse(word);
    }

    /** Any object of a record as a value. */
    public static Object of(Object object) {
        return switch (object) {
            case null -> null;
            case String text -> text;
            case Boolean flag -> flag;
            case Double number -> number;
            case Float number -> number.doubleValue();
            case Number number -> number.longValue();
            case Optional<?> optional -> optional.map(Values::of).orElse(null);
            case Enum<?> constant -> Schema.word(constant);
            case Collection<?> elements -> elements.stream().map(Values::of).toList();
            case Map<?, ?> map -> {
                final Map<String, Object> copy = new LinkedHashMap<>();
                map.forEach((key, value) -> copy.put(String.valueOf(key), of(value)));
                yield copy;
            }
            case Item item -> item;
            case Instant time -> time.truncatedTo(ChronoUnit.MILLIS).toString();
            case Record record when !isText(record) -> components(record);
            default -> object.toString();
        };
    }

    /** A record that is read from a text, such as an address, is written as one. */
    private static boolean isText(Record record) {
        return Arrays.stream(record.getClass().getDeclaredMethods())
                .anyMatch(method -> method.getName().equals("parse") && Modifier.isStatic(method.getModifiers())
                        && Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class}));
    }

    /** A record's components by name, in order. */
    static Map<String, Object> components(Record record) {
        final Map<String, Object> components = new LinkedHashMap<>();
        for (final RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                components.put(component.getName(), of(component.getAccessor().invoke(record)));
            } catch (final ReflectiveOperationException fault) {
                throw new IllegalStateException(fault);
            }
        }
        return components;
    }

    /** A value as a document's tree. */
    public static Object tree(Object value) {
        return switch (value) {
            case Item item -> tree(item.properties());
            case Expression.Word word -> literal(word.text());
            case List<?> list -> list.stream().map(Values::tree).collect(Collectors.toList());
            case Map<?, ?> map -> {
                final Map<String, Object> copy = new LinkedHashMap<>();
                map.forEach((key, each) -> copy.put((String) key, tree(each)));
                yield copy;
            }
            case Double number when !Double.isFinite(number) -> number.toString();
            case null, default -> value;
        };
    }

    /** A value as one line of text. */
    public static String text(Object value) {
        return switch (value) {
            case null -> "";
            case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
                Long.toString(number.longValue());
            case Double number when Math.abs(number) >= 1e-3 && Math.abs(number) < 1e15 ->
                String.format(Locale.ROOT, "%.3f", number).replaceFirst("0+$", "");
            case List<?> list -> list.stream().map(Values::text).collect(Collectors.joining(", "));
            case Map<?, ?> map -> map.entrySet().stream().map(entry -> entry.getKey() + "=" + text(entry.getValue()))
                    .collect(Collectors.joining(" "));
            case Item item -> text(item.properties());
            case Expression.Word word -> word.text();
            default -> value.toString();
        };
    }

    /** Whether a value counts as true: not null, false, 0, or empty. */
    static boolean isTrue(Object value) {
        return switch (value) {
            case null -> false;
            case Boolean flag -> flag;
            case Number number -> number.doubleValue() != 0;
            case String text -> !text.isEmpty();
            case List<?> list -> !list.isEmpty();
            default -> true;
        };
    }
}
