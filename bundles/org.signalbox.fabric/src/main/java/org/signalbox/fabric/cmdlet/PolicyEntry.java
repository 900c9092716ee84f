package org.signalbox.fabric.cmdlet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.query.Wildcard;
import org.signalbox.schema.SchemaException;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.extension.PolicySchema;

/**
 * A policy in a document.
 *
 * @param version  of its schema; empty when that is no version
 * @param active   whether its extension runs and can read it
 * @param settings its keys; a policy that is no mapping stands under {@code value}
 */
record PolicyEntry(String extension, Optional<Integer> version, boolean active, Map<String, Object> settings) {

    /** The extensions that run on a switch. */
    static List<String> running(VirtualSwitches switches, PlacedSwitch on) {
        return switches.switches().stream().filter(each -> each.spec().name().equals(on.liveName()))
                .flatMap(each -> each.stages().stream()).filter(each -> each.state() == StageStatus.State.RUNNING)
                .map(StageStatus::extension).toList();
    }

    /**
     * @param extension pattern for ids
     * @param running   those that run there
     * @param type      the record of an installed extension
     */
    static List<PolicyEntry> of(Map<String, Object> policies, Optional<String> extension, List<String> running,
            Function<String, Optional<Class<? extends Record>>> type) {
        return policies.entrySet().stream().filter(each -> Wildcard.matches(extension, each.getKey())).map(each -> {
            final Optional<Integer> version = version(each.getValue());
            final boolean readable = version.isPresent() && type.apply(each.getKey())
                    .filter(record -> version.get() <= PolicySchema.of(record).version()).isPresent();
            return new PolicyEntry(each.getKey(), version, readable && running.contains(each.getKey()),
                    settings(PolicySchema.keysOf(each.getValue())));
        }).toList();
    }

    private static Optional<Integer> version(Object tree) {
        try {
            return Optional.of(PolicySchema.versionOf(tree));
        } catch (SchemaException none) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> settings(Object tree) {
        final Map<String, Object> settings = new LinkedHashMap<>();
        if (tree instanceof Map<?, ?> keys) {
            keys.forEach((key, value) -> settings.put(String.valueOf(key), value));
        } else {
            settings.put("value", tree);
        }
        return settings;
    }
}
