package org.signalbox.command;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Key;

/**
 * A parameter of a command as a face offers it, read from a component of the command's parameters record.
 *
 * @param key      what {@link Invocation#parameters} calls it
 * @param name     what a user types behind the dash, such as {@code VMSwitchName}; case does not count
 * @param type     Java type of its values, {@code Optional} taken off
 * @param required whether the command cannot do without it
 * @param meaning  one or two sentences, or empty
 * @param fallback its value when it is not given, as text; empty when it then simply is not there
 */
public record Parameter(String key, String name, Type type, boolean required, String meaning,
        Optional<String> fallback) {
    /** What every command may be given, or takes for another name of its own. */
    private static final Set<String> COMMON = Set.of("name", "whatif");

    /** The parameters of a record in the order in which they may be given by position; immutable. */
    public static List<Parameter> of(Class<? extends Record> record) {
        return Arrays.stream(record.getRecordComponents()).map(Parameter::of).toList();
    }

    /**
     * The parameters that a command has beside those of its record, since others are given so; immutable.
     *
     * @param given by key, not checked
     */
    public static List<Parameter> dynamic(Command<?> command, Map<String, Object> given) {
        if (!(command instanceof DynamicParameters dynamic)) {
            return List.of();
        }
        final Set<String> taken = new HashSet<>(COMMON);
        of(command.parameters()).forEach(own -> taken.add(plain(own.name())));
        return dynamic.dynamicParameters(given).stream().flatMap(record -> of(record).stream())
                .filter(each -> !taken.contains(plain(each.name())))
                .map(each -> new Parameter(each.key, each.name, each.type, false, each.meaning, each.fallback))
                .toList();
    }

    /** A name without what people leave out: case, and the VM in front. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceFirst("^vm(?=.)", "");
    }

    private static Parameter of(RecordComponent component) {
        final Key key = component.getAnnotation(Key.class);
        final Doc doc = component.getAnnotation(Doc.class);
        final Default fallback = component.getAnnotation(Default.class);
        final boolean absentIsFine =
                fallback != null || List.of(List.class, Map.class, Optional.class).contains(component.getType());
        final String word = key == null ? component.getName() : key.value();
        return new Parameter(word, typed(word), unwrapped(component.getGenericType()), !absentIsFine,
                doc == null ? "" : doc.value(), Optional.ofNullable(fallback).map(Default::value));
    }

    /** How the key of a value is typed, with a capital, or two where Microsoft writes two: {@code vmName} as {@code VMName}. */
    public static String typed(String key) {
        final int capitals = key.matches("(vm|ip)([A-Z].*)?") ? 2 : 1;
        return key.substring(0, capitals).toUpperCase(Locale.ROOT) + key.substring(capitals);
    }

    private static Type unwrapped(Type type) {
        return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class
                ? generic.getActualTypeArguments()[0] : type;
    }

    /** Whether it stands alone, without a value, such as {@code -Force}. Such a parameter has no position. */
    public boolean isSwitch() {
        return type == boolean.class;
    }

    /** The type of one element when it takes a list. */
    public Optional<Type> element() {
        return type instanceof ParameterizedType generic && generic.getRawType() == List.class
                ? Optional.of(generic.getActualTypeArguments()[0]) : Optional.empty();
    }

    /** Whether it takes any tree, so that a text and a number that looks the same must be told apart. */
    public boolean isOpen() {
        return type == Object.class
                || type instanceof ParameterizedType generic && generic.getRawType() == Map.class;
    }
}
