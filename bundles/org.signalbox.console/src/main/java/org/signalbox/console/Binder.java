package org.signalbox.console;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.signalbox.command.Parameter;
import org.signalbox.command.RefusedException;
import org.signalbox.console.language.Item;
import org.signalbox.console.language.Values;
import org.signalbox.schema.Spelling;

/**
 * Gives a cmdlet's arguments to its parameters: by name or by a unique beginning of it, then by position, then from the
 * properties of the object that comes through the pipe. Source: Microsoft, "about_Parameters", "about_Pipelines".
 */
final class Binder {
    /**
     * A typed argument.
     *
     * @param flag  {@code Name} for {@code -Name}; empty for a value alone
     * @param value empty for {@code -Name} alone
     */
    record Given(Optional<String> flag, Optional<Object> value) {
        static Given value(Object value) {
            return new Given(Optional.empty(), Optional.ofNullable(value));
        }
    }

    /**
     * What was typed, parameter by parameter.
     *
     * @param values by key, in the types that parameters want
     * @param whatIf {@code -WhatIf} was given
     * @param help   {@code -?} was given
     */
    record Bound(Map<String, Object> values, boolean whatIf, boolean help) {
    }

    private static final String WHAT_IF = "WhatIf";

    private final Cmdlet cmdlet;

    Binder(Cmdlet cmdlet) {
        this.cmdlet = cmdlet;
    }

    Bound bind(List<Given> arguments) throws RefusedException {
        final Map<String, Object> values = new LinkedHashMap<>();
        final List<Object> positional = new ArrayList<>();
        boolean whatIf = false;
        boolean help = false;
        for (final Iterator<Given> rest = arguments.iterator(); rest.hasNext();) {
            final Given given = rest.next();
            if (given.flag().isEmpty()) {
                positional.add(given.value().orElse(null));
            } else if (given.flag().get().equals("?")) {
                help = true;
            } else if (isWhatIf(given.flag().get())) {
                whatIf = given.value().map(Boolean.TRUE::equals).orElse(true);
            } else {
                final Parameter parameter = parameter(given.flag().get());
                final Object value = parameter.isSwitch() ? given.value().orElse(true)
                        : given.value().isPresent() ? given.value().get() : valueOf(parameter, rest);
                if (values.containsKey(parameter.key())) {
                    throw refused("found -" + parameter.name() + " twice, expected it once");
                }
                give(values, parameter, value);
            }
        }
        place(positional, values);
        return new Bound(values, whatIf, help);
    }

    private boolean isWhatIf(String flag) {
        return cmdlet.takesWhatIf() && startsWith(WHAT_IF, flag)
                && cmdlet.all().stream().noneMatch(parameter -> startsWith(parameter.name(), flag));
    }

    private Object valueOf(Parameter parameter, Iterator<Given> rest) throws RefusedException {
        if (rest.hasNext() && rest.next() instanceof Given next && next.flag().isEmpty()) {
            return next.value().orElse(null);
        }
        throw refused("found no value behind -" + parameter.name() + ", expected one" + meaning(parameter));
    }

    private void place(List<Object> positional, Map<String, Object> values) throws RefusedException {
        final List<Parameter> free = places(values);
        if (positional.size() > free.size()) {
            throw refused("found '" + Values.text(positional.get(free.size())) + "', expected "
                    + (free.isEmpty() ? "nothing more" : "at most " + free.stream().map(each -> "-" + each.name())
                            .collect(Collectors.joining(", ")) + " by position"));
        }
        for (int i = 0; i < positional.size(); i++) {
            give(values, free.get(i), positional.get(i));
        }
    }

    /** {@code $null} counts as not given. */
    private static void give(Map<String, Object> values, Parameter parameter, Object value) {
        if (value != null && Coercion.to(parameter.type(), value) instanceof Object fitting) {
            values.put(parameter.key(), fitting);
        }
    }

    /**
     * What is given, as far as it can be told before the dynamic parameters are known: of a name that is none yet, and
     * of the value behind it, nothing is.
     *
     * @param item what came through the pipe
     */
    Map<String, Object> known(List<Given> arguments, Optional<Item> item) {
        final Map<String, Object> values = new LinkedHashMap<>();
        final List<Object> positional = new ArrayList<>();
        Optional<List<Parameter>> behind = Optional.empty();
        for (final Given given : arguments) {
            if (given.flag().isPresent()) {
                final List<Parameter> meant = meant(given.flag().get());
                behind = Optional.of(meant).filter(_ -> given.value().isEmpty())
                        .filter(_ -> meant.stream().noneMatch(Parameter::isSwitch));
                meant.forEach(parameter -> give(values, parameter, given.value().orElse(null)));
            } else if (behind.isPresent()) {
                behind.get().forEach(parameter -> give(values, parameter, given.value().orElse(null)));
                behind = Optional.empty();
            } else {
                positional.add(given.value().orElse(null));
            }
        }
        final List<Parameter> places = places(values);
        for (int i = 0; i < Math.min(places.size(), positional.size()); i++) {
            give(values, places.get(i), positional.get(i));
        }
        item.ifPresent(each -> fill(values, each));
        return values;
    }

    /** Parameters that values without a name of their own go to. */
    private List<Parameter> places(Map<String, Object> values) {
        return cmdlet.parameters().stream()
                .filter(parameter -> !parameter.isSwitch() && !values.containsKey(parameter.key())).toList();
    }

    /** The parameters that a name may mean: the one of that name, or those that begin so. */
    private List<Parameter> meant(String typed) {
        final String plain = plain(typed);
        final List<Parameter> exact = cmdlet.all().stream()
                .filter(each -> canonical(each.name()).equals(plain)).toList();
        return !exact.isEmpty() ? exact : cmdlet.all().stream().filter(each -> startsWith(each.name(), typed)
                || startsWith(canonical(each.name()), typed)).toList();
    }

    /** The parameter that a user means. */
    private Parameter parameter(String typed) throws RefusedException {
        final List<Parameter> found = meant(typed);
        if (found.size() == 1) {
            return found.getFirst();
        }
        final List<String> names = new ArrayList<>((found.isEmpty() ? cmdlet.all() : found).stream()
                .map(Parameter::name).toList());
        if (cmdlet.takesWhatIf() && found.isEmpty()) {
            names.add(WHAT_IF);
        }
        final String choice = names.isEmpty() ? "no parameters"
                : names.stream().map(name -> "-" + name).collect(Collectors.joining(", "));
        throw refused(found.isEmpty()
                ? "found no parameter -" + typed + ", expected " + (names.size() > 1 ? "one of " : "") + choice
                        + Spelling.nearest(typed, names).map(near -> "; did you mean -" + near + "?").orElse("")
                : "found -" + typed + ", which may be " + choice + ", expected more of its letters");
    }

    /** Microsoft's {@code -VMNetworkAdapterName} of Set-VMNetworkAdapter is its {@code -Name}. */
    private String plain(String typed) {
        final String plain = canonical(typed);
        final boolean own = plain.equals(canonical(cmdlet.name().noun()) + "name")
                && cmdlet.parameters().stream().noneMatch(each -> canonical(each.name()).equals(plain));
        return own ? "name" : plain;
    }

    /**
     * The values for one run.
     *
     * @param item what came through the pipe
     * @throws RefusedException when a required one is missing
     */
    Map<String, Object> complete(Bound bound, Optional<Item> item) throws RefusedException {
        final Map<String, Object> values = new LinkedHashMap<>(bound.values());
        if (item.isPresent()) {
            fill(values, item.get());
        }
        for (final Parameter parameter : cmdlet.parameters()) {
            if (parameter.required() && !values.containsKey(parameter.key())) {
                throw refused("found no -" + parameter.name() + ", expected one" + meaning(parameter));
            }
        }
        return values;
    }

    private void fill(Map<String, Object> values, Item item) {
        for (final Parameter parameter : cmdlet.parameters()) {
            final Optional<String> source = item.properties().keySet().stream()
                    .filter(property -> feeds(item.noun(), property, parameter)).findFirst();
            if (source.isPresent() && !values.containsKey(parameter.key())) {
                final Object value = item.properties().get(source.get());
                if (!parameter.isOpen() || value instanceof Map<?, ?>) {
                    give(values, parameter, value);
                }
            }
        }
    }

    /** Whether a property is meant for a parameter: the name of a {@code VMSwitch} is a switch's name, not just a name. */
    private boolean feeds(String noun, String property, Parameter parameter) {
        final String wanted = canonical(parameter.name());
        if (!property.equalsIgnoreCase("name")) {
            return wanted.equals(canonical(property));
        }
        return wanted.equals(canonical(noun) + "name")
                || wanted.equals("name") && noun.equalsIgnoreCase(cmdlet.name().noun());
    }

    private RefusedException refused(String sentence) {
        return new RefusedException(cmdlet.name() + ": " + sentence);
    }

    private static String meaning(Parameter parameter) {
        return parameter.meaning().isEmpty() ? "" : ": " + parameter.meaning().replaceFirst("\\.$", "");
    }

    static boolean startsWith(String name, String typed) {
        return name.regionMatches(true, 0, typed, 0, typed.length());
    }

    /** A name without what people leave out: case, and the VM in front. */
    static String canonical(String name) {
        final String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("vm") && lower.length() > 2 ? lower.substring(2) : lower;
    }
}
