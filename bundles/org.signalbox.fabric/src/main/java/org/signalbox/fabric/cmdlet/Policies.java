package org.signalbox.fabric.cmdlet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

import org.signalbox.command.Parameter;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.Path;
import org.signalbox.schema.SchemaException;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.extension.PolicySchema;

/**
 * The policies of ports, or those of switches: changes them as they stand in a document, by the id of the extension
 * that defines them, and names in a complaint the parameter that is at fault.
 */
final class Policies {
    /** The parameter that names the extension. */
    private static final String EXTENSION = "extensionName";

    private final VirtualSwitches switches;
    private final BiFunction<VirtualSwitches, String, Optional<Class<? extends Record>>> type;
    private final String owners;

    private Policies(VirtualSwitches switches,
            BiFunction<VirtualSwitches, String, Optional<Class<? extends Record>>> type, String owners) {
        this.switches = switches;
        this.type = type;
        this.owners = owners;
    }

    static Policies ofPorts(VirtualSwitches switches) {
        return new Policies(switches, VirtualSwitches::portPolicy, "ports");
    }

    static Policies ofSwitches(VirtualSwitches switches) {
        return new Policies(switches, VirtualSwitches::switchPolicy, "switches");
    }

    /** The record that the extension defines which parameters of a command name; empty when they name none. */
    Optional<Class<? extends Record>> type(Map<String, Object> given) {
        return given.get(EXTENSION) instanceof String extension ? type.apply(switches, extension) : Optional.empty();
    }

    /**
     * The policies with one more.
     *
     * @param keys  of the policy, for the version of its extension that is installed unless they say another one
     * @param place of the policies, in words
     * @throws RefusedException with one sentence
     */
    Map<String, Object> added(Map<String, Object> policies, String extension, Map<String, Object> keys, String place)
            throws RefusedException {
        final Class<? extends Record> record = installed(extension);
        if (policies.containsKey(extension)) {
            throw new RefusedException("found a policy of " + extension + " at " + place
                    + ", expected none, or Set- in place of Add-");
        }
        final Map<String, Object> given = given(keys);
        return with(policies, extension, current(extension, record,
                given.containsKey(PolicySchema.VERSION_KEY) ? given : PolicySchema.of(record).written(given)));
    }

    /**
     * The policies with one changed: keys that are not given stay, null gives one its default.
     *
     * @throws RefusedException with one sentence
     */
    Map<String, Object> changed(Map<String, Object> policies, String extension, Map<String, Object> keys, String place)
            throws RefusedException {
        final Class<? extends Record> record = installed(extension);
        refuseAbsent(policies, extension, place);
        final long version = PolicySchema.of(record).version();
        if (!keys.getOrDefault(PolicySchema.VERSION_KEY, version).equals(version)) {
            throw new RefusedException("-Policy: found " + PolicySchema.VERSION_KEY + " "
                    + SchemaException.describe(keys.get(PolicySchema.VERSION_KEY)) + ", expected none or " + version
                    + ", the version that is installed");
        }
        final Map<String, Object> next = new LinkedHashMap<>(today(policies, extension, record, place));
        next.putAll(keys);
        return with(policies, extension, current(extension, record, given(next)));
    }

    /** The policies without one. @throws RefusedException with one sentence, if it is not there */
    static Map<String, Object> removed(Map<String, Object> policies, String extension, String place)
            throws RefusedException {
        refuseAbsent(policies, extension, place);
        final Map<String, Object> next = new LinkedHashMap<>(policies);
        next.remove(extension);
        return next;
    }

    /** What is nothing is at its default. */
    private static Map<String, Object> given(Map<String, Object> keys) {
        final Map<String, Object> given = new LinkedHashMap<>(keys);
        given.values().removeIf(Objects::isNull);
        return given;
    }

    private static Map<String, Object> with(Map<String, Object> policies, String extension, Object policy) {
        final Map<String, Object> next = new LinkedHashMap<>(policies);
        next.put(extension, policy);
        return next;
    }

    /** @throws RefusedException with one sentence, if an extension's policy is not there */
    static void refuseAbsent(Map<String, Object> policies, String extension, String place)
            throws RefusedException {
        if (!policies.containsKey(extension)) {
            throw new RefusedException("found no policy of " + SchemaException.describe(extension) + " at " + place
                    + ", expected " + (policies.isEmpty() ? "one, of which there are none"
                            : "one of " + String.join(", ", policies.keySet())));
        }
    }

    private Class<? extends Record> installed(String extension) throws RefusedException {
        final Optional<Class<? extends Record>> found = type.apply(switches, extension);
        if (found.isPresent()) {
            return found.get();
        }
        final List<String> choices = switches.extensions().stream().map(ExtensionStatus::id)
                .filter(id -> type.apply(switches, id).isPresent()).toList();
        throw new RefusedException("found no installed extension " + SchemaException.describe(extension)
                + " that has policies of " + owners + ", expected "
                + (choices.isEmpty() ? "one, of which there are none" : "one of " + String.join(", ", choices)));
    }

    /** A policy that is there, as its extension writes it today. */
    private Map<String, Object> today(Map<String, Object> policies, String extension, Class<? extends Record> record,
            String place) throws RefusedException {
        if (!(policies.get(extension) instanceof Map<?, ?> tree)) {
            throw new RefusedException("found a policy of " + extension + " at " + place + " that is "
                    + SchemaException.describe(policies.get(extension)) + ", expected a mapping");
        }
        final Map<String, Object> keys = new LinkedHashMap<>();
        tree.forEach((key, value) -> keys.put(String.valueOf(key), value));
        try {
            return switches.currentPolicy(extension, record, keys);
        } catch (SchemaException other) {
            throw new RefusedException("found a policy at " + place + " that " + extension + " does not take ("
                    + other.getMessage() + "), expected one that it does, or Remove- and Add- in place of Set-", other);
        }
    }

    private Map<String, Object> current(String extension, Class<? extends Record> record, Map<String, Object> keys)
            throws RefusedException {
        try {
            return switches.currentPolicy(extension, record, keys);
        } catch (SchemaException refused) {
            final List<Path.Segment> path = refused.path().segments();
            final String parameter = path.isEmpty() || !(path.getFirst() instanceof Path.Key(String key)) ? extension
                    : "-" + Parameter.typed(key) + belowFirst(path);
            throw new RefusedException(parameter + ": found " + refused.found() + ", expected " + refused.expected(),
                    refused);
        }
    }

    private static String belowFirst(List<Path.Segment> path) {
        final String below = new Path(path.subList(1, path.size())).toString();
        return below.isEmpty() || below.startsWith("[") ? below : "." + below;
    }
}
