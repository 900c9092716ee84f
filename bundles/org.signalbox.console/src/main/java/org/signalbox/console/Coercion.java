package org.signalbox.console;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.signalbox.console.language.Expression;
import org.signalbox.console.language.Item;
import org.signalbox.console.language.Values;
import org.signalbox.schema.Schema;

/**
 * Turns what was typed into the tree that a parameter's type wants: a word is a text for one parameter and a number for
 * another. What does not fit is left as it is, for the command's schema to complain about.
 */
final class Coercion {
    private Coercion() {
    }

    static Object to(Type type, Object value) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            final Type element = generic.getActualTypeArguments()[0];
            return (value instanceof List<?> list ? list : List.of(value)).stream().map(each -> to(element, each)).toList();
        }
        if (!(type instanceof Class<?> wanted) || wanted == Object.class || value instanceof List<?>
                || value instanceof Map<?, ?>) {
            return value instanceof Expression.Block ? value : Values.tree(value);
        }
        final Object plain = switch (value) {
            case Item item when !wanted.isRecord() && !wanted.isSealed() -> item.properties().get("name");
            case Expression.Word word -> word.text();
            case null, default -> Values.tree(value);
        };
        if (wanted.isEnum()) {
            return constant(wanted, plain).orElse(plain);
        }
        if (wanted == boolean.class || wanted == Boolean.class) {
            return flag(plain);
        }
        if (isNumber(wanted)) {
            return plain instanceof String text ? Values.number(text).<Object>map(number -> number).orElse(text) : plain;
        }
        return plain instanceof Number || plain instanceof Boolean ? Values.text(plain) : plain;
    }

    static boolean isNumber(Class<?> type) {
        return List.of(int.class, Integer.class, long.class, Long.class, double.class, Double.class).contains(type);
    }

    /** A constant's word whatever its case and dashes: {@code SwitchIndependent} is {@code switch-independent}. */
    private static Optional<Object> constant(Class<?> type, Object typed) {
        return words(type).stream().filter(word -> letters(word).equals(letters(Values.text(typed))))
                .<Object>map(word -> word).findFirst();
    }

    private static String letters(String word) {
        return word.replace("-", "").toLowerCase(Locale.ROOT);
    }

    /** The words of an enum. */
    static List<String> words(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(constant -> Schema.word((Enum<?>) constant)).toList();
    }

    private static Object flag(Object typed) {
        return switch (Values.text(typed).toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes" -> true;
            case "false", "off", "no" -> false;
            default -> typed;
        };
    }
}
