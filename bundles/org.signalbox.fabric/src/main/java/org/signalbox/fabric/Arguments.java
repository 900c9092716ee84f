package org.signalbox.fabric;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.signalbox.command.Command;
import org.signalbox.command.DynamicParameters;
import org.signalbox.command.Parameter;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.JsonText;
import org.signalbox.schema.Path;
import org.signalbox.schema.Schema;
import org.signalbox.schema.SchemaException;

/**
 * Turns what was given to a command into its parameters record. Names and enum words are compared without regard to
 * case; texts stand for numbers, truth values and lists where these are expected; Microsoft's two names for an
 * adapter's and a switch's name are one.
 */
final class Arguments {
    private static final Map<String, String> ALIASES = Map.of("name", "vmnetworkadaptername", "vmnetworkadaptername",
            "name", "switchname", "vmswitchname", "vmswitchname", "switchname");

    private Arguments() {
    }

    /** @throws RefusedException with one sentence that names command and parameter */
    static <P extends Record> P bind(Command<P> command, Map<String, Object> given) throws RefusedException {
        final List<Parameter> parameters = Parameter.of(command.parameters());
        final Map<String, Object> tree = new LinkedHashMap<>();
        final Map<String, Object> others = new LinkedHashMap<>();
        for (Map.Entry<String, Object> each : given.entrySet()) {
            final Optional<Parameter> parameter = find(parameters, each.getKey());
            if (parameter.isPresent()) {
                put(command, tree, parameter.get(), each.getValue());
            } else {
                others.put(each.getKey(), each.getValue());
            }
        }
        if (!others.isEmpty()) {
            putDynamic(command, parameters, tree, others);
        }
        for (Parameter parameter : parameters) {
            if (parameter.required() && !tree.containsKey(parameter.key())) {
                throw new RefusedException(command.name() + ": found no -" + parameter.name() + ", expected "
                        + (parameter.meaning().isEmpty() ? "a value for it" : parameter.meaning()));
            }
        }
        try {
            return Schema.of(command.parameters()).bind(tree);
        } catch (SchemaException refused) {
            throw new RefusedException(place(command, parameters, refused.path()) + ": found " + refused.found()
                    + ", expected " + refused.expected(), refused);
        }
    }

    private static String place(Command<?> command, List<Parameter> parameters, Path path) {
        if (path.segments().isEmpty() || !(path.segments().getFirst() instanceof Path.Key(String key))) {
            return command.name().toString();
        }
        return command.name() + parameters.stream().filter(each -> each.key().equals(key))
                .map(each -> " -" + each.name())
                .collect(Collectors.joining());
    }

    /** {@code null} counts as not given. */
    private static void put(Command<?> command, Map<String, Object> tree, Parameter parameter, Object given)
            throws RefusedException {
        if (given != null && tree.put(parameter.key(), value(given, parameter.type())) != null) {
            throw new RefusedException(command.name() + ": found -" + parameter.name() + " twice, expected it once");
        }
    }

    /** Takes what is left for parameters that there are because of the others. */
    private static void putDynamic(Command<?> command, List<Parameter> parameters, Map<String, Object> tree,
            Map<String, Object> others) throws RefusedException {
        final List<Parameter> dynamic = Parameter.dynamic(command, tree);
        final Map<String, Object> held = new LinkedHashMap<>();
        for (Map.Entry<String, Object> each : others.entrySet()) {
            put(command, held, named(dynamic, each.getKey()).orElseThrow(() -> new RefusedException(command.name()
                    + ": found no parameter " + SchemaException.describe("-" + each.getKey()) + ", expected "
                    + choices(Stream.concat(parameters.stream(), dynamic.stream()).toList()))), each.getValue());
        }
        if (command instanceof DynamicParameters holder) {
            final Map<Object, Object> all = new LinkedHashMap<>();
            if (tree.get(holder.dynamicKey()) instanceof Map<?, ?> whole) {
                all.putAll(whole);
            }
            all.putAll(held);
            tree.put(holder.dynamicKey(), all);
        }
    }

    private static String choices(List<Parameter> parameters) {
        return parameters.isEmpty() ? "none" : parameters.stream().map(each -> "-" + each.name())
                .collect(Collectors.joining(", ", "one of ", ""));
    }

    private static Optional<Parameter> find(List<Parameter> parameters, String name) {
        return named(parameters, name).or(() -> Optional.ofNullable(ALIASES.get(name.toLowerCase(Locale.ROOT)))
                .flatMap(alias -> named(parameters, alias)));
    }

    private static Optional<Parameter> named(List<Parameter> parameters, String name) {
        return parameters.stream().filter(each -> each.key().equalsIgnoreCase(name)).findFirst();
    }

    /** A value as a tree that the type takes, as far as that is plain; the schema says the rest. */
    private static Object value(Object given, Type type) {
        return switch (given) {
            case Optional<?> optional -> optional.map(present -> value(present, type)).orElse(null);
            case List<?> list -> list.stream().map(each -> value(each, element(type))).collect(ArrayList::new,
                    ArrayList::add, ArrayList::addAll);
            case Map<?, ?> map -> map;
            case String text -> text(text, type);
            case Boolean flag -> flag;
            case Float number -> number.doubleValue();
            case Double number -> number;
            case Number number -> isNumber(type) || type == Object.class ? number.longValue() : number.toString();
            case Enum<?> constant -> Schema.word(constant);
            default -> given.toString();
        };
    }

    private static Type element(Type type) {
        return type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : type;
    }

    private static boolean isNumber(Type type) {
        return List.of(int.class, Integer.class, long.class, Long.class, double.class, Double.class).contains(type);
    }

    private static Object text(String text, Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return Arrays.stream(text.split(",")).map(each -> value(each.strip(), element(type))).toList();
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            return json(text);
        } else if (type instanceof Class<?> plain && plain.isEnum()) {
            return Arrays.stream(plain.getEnumConstants()).map(constant -> Schema.word((Enum<?>) constant))
                    .filter(text::equalsIgnoreCase).findFirst().orElse(text);
        } else if (isNumber(type) && text.matches("[+-]?[0-9]{1,18}")) {
            return Long.valueOf(text);
        } else if (type == boolean.class && text.matches("(?i)\\$?(true|false)")) {
            return text.toLowerCase(Locale.ROOT).endsWith("true");
        }
        return text;
    }

    private static Object json(String text) {
        try {
            return JsonText.parse(text);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
