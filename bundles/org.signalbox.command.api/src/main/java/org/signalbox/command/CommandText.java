package org.signalbox.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.signalbox.schema.Schema;

/**
 * A command as it would be typed: {@code New-VMSwitch -Name prod -SwitchType internal}. Everything that shows a command to
 * a user, the journal first, prints it here, and the console reads what is printed here back to the same invocation.
 *
 * <p>A text that is no plain word stands in single quotes, with control characters in double quotes; lists are {@code a,b},
 * mappings {@code @{ key = value; ... }}. Source: Microsoft, "about_Quoting_Rules", "about_Hash_Tables".
 */
public final class CommandText {
    /** A word that needs no quotes. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_./\\\\:*][A-Za-z0-9_./\\\\:*%+~-]*");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?([KMGT]B)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private CommandText() {
    }

    /** A command with its parameters, those at their default left out. */
    public static <P extends Record> String print(Command<P> command, P parameters) {
        return print(command, Schema.of(command.parameters()).unbind(parameters));
    }

    /**
     * A command with some of its parameters, in the command's order.
     *
     * @param parameters by {@link Parameter#key}, as in {@link Invocation#parameters}
     */
    public static String print(Command<?> command, Map<String, Object> parameters) {
        final StringBuilder text = new StringBuilder(command.name().toString());
        final List<Parameter> dynamic = Parameter.dynamic(command, parameters);
        final Map<String, Object> single = single(command, dynamic, parameters);
        for (final Parameter parameter : (Iterable<Parameter>) Stream.concat(
                Parameter.of(command.parameters()).stream(), dynamic.stream())::iterator) {
            if (!single.containsKey(parameter.key())) {
                continue;
            }
            final Object value = single.get(parameter.key());
            text.append(" -").append(parameter.name());
            if (!parameter.isSwitch()) {
                text.append(' ').append(parameter.isOpen() ? open(value) : argument(value));
            } else if (!Boolean.TRUE.equals(value)) {
                text.append(":$false");
            }
        }
        return text.toString();
    }

    /** The parameters with those that may be given by name taken out of the mapping that holds them. */
    private static Map<String, Object> single(Command<?> command, List<Parameter> dynamic,
            Map<String, Object> parameters) {
        if (!(command instanceof DynamicParameters holder)
                || !(parameters.get(holder.dynamicKey()) instanceof Map<?, ?> held)) {
            return parameters;
        }
        final Map<String, Object> single = new LinkedHashMap<>(parameters);
        final Map<Object, Object> rest = new LinkedHashMap<>(held);
        for (final Parameter parameter : dynamic) {
            // by its name, nothing would not be given
            if (rest.get(parameter.key()) != null) {
                single.put(parameter.key(), rest.remove(parameter.key()));
            }
        }
        single.put(holder.dynamicKey(), rest);
        if (rest.isEmpty()) {
            single.remove(holder.dynamicKey());
        }
        return single;
    }

    /** A value where the reader knows its type, so that {@code 10} may be a text and {@code a} a list of one. */
    private static String argument(Object value) {
        return switch (value) {
            case List<?> list when !list.isEmpty() ->
                list.stream().map(CommandText::element).collect(Collectors.joining(","));
            case String text -> quote(text);
            case null, default -> open(value);
        };
    }

    private static String element(Object value) {
        return value instanceof String text ? quote(text) : open(value);
    }

    /** A value where nothing but its notation tells its type. */
    private static String open(Object value) {
        return switch (value) {
            case null -> "$null";
            case Boolean flag -> "$" + flag;
            case Number number -> number.toString();
            case List<?> list -> list.stream().map(CommandText::open).collect(Collectors.joining(", ", "@(", ")"));
            case Map<?, ?> map when map.isEmpty() -> "@{}";
            case Map<?, ?> map -> map.entrySet().stream()
                    .map(entry -> key(entry.getKey().toString()) + " = " + open(entry.getValue()))
                    .collect(Collectors.joining("; ", "@{ ", " }"));
            default -> {
                final String text = value.toString();
                yield NUMBER.matcher(text).matches() ? "'" + text + "'" : quote(text);
            }
        };
    }

    private static String key(String key) {
        return KEY.matcher(key).matches() ? key : quoted(key);
    }

    /** A text as one word of a command, in quotes where it needs them. */
    public static String quote(String text) {
        return WORD.matcher(text).matches() ? text : quoted(text);
    }

    private static String quoted(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return "'" + text.replace("'", "''") + "'";
        }
        final StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '\n' -> quoted.append("`n");
                case '\r' -> quoted.append("`r");
                case '\t' -> quoted.append("`t");
                case '"', '`', '$' -> quoted.append('`').append((char) c);
                default -> {
                    if (Character.isISOControl(c)) {
                        quoted.append("`u{").append(Integer.toHexString(c)).append('}');
                    } else {
                        quoted.append((char) c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
