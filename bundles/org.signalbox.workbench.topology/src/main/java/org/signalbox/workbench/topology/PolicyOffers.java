package org.signalbox.workbench.topology;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.signalbox.schema.SchemaException;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.extension.PolicySchema;
import org.signalbox.workbench.Cmdlet;

/** The policies that installed extensions define for a switch or a port, with what they are now. */
record PolicyOffers(Target target, List<Offer> offers) {

    /**
     * An extension's policy.
     *
     * @param current   its keys as the extension writes them today; empty when there is none
     * @param complaint why what is there cannot be read, or empty
     */
    record Offer(String extension, List<PolicyField> fields, Optional<Map<String, Object>> current, String complaint) {

        /** The values that are not as they are now. @throws IllegalArgumentException with one sentence */
        Map<String, Object> changes(Map<String, String> entered) {
            final Map<String, Object> changes = new LinkedHashMap<>();
            for (final PolicyField field : fields) {
                final Object now = current.map(keys -> keys.get(field.key())).orElse(null);
                final Object value = field.value(entered.get(field.key()));
                if (!Objects.equals(now != null ? now : field.fallback().orElse(null), value)) {
                    changes.put(field.key(), value);
                }
            }
            return changes;
        }
    }

    /** Asks the engine; may wait for extensions. */
    static PolicyOffers of(VirtualSwitches engine, Live live, Target target) {
        final Map<String, Object> policies = target.port().isPresent()
                ? live.port(target).map(port -> port.status().spec().policies()).orElse(Map.of())
                : live.find(target).map(owner -> owner.status().spec().policies()).orElse(Map.of());
        final List<Offer> offers = new ArrayList<>();
        for (final ExtensionStatus each : engine.extensions()) {
            final Optional<Class<? extends Record>> type = target.port().isPresent() ? engine.portPolicy(each.id())
                    : engine.switchPolicy(each.id());
            type.ifPresent(record -> offers.add(offer(engine, each.id(), record, policies.get(each.id()))));
        }
        return new PolicyOffers(target, offers);
    }

    private static Offer offer(VirtualSwitches engine, String extension, Class<? extends Record> type, Object tree) {
        final List<PolicyField> fields = PolicyField.of(type);
        if (tree == null) {
            return new Offer(extension, fields, Optional.empty(), "");
        }
        try {
            final Map<String, Object> keys = new LinkedHashMap<>();
            if (tree instanceof Map<?, ?> map) {
                map.forEach((key, value) -> keys.put((String) key, value));
            }
            final Map<String, Object> current = new LinkedHashMap<>(engine.currentPolicy(extension, type, keys));
            current.remove(PolicySchema.VERSION_KEY);
            return new Offer(extension, fields, Optional.of(current), "");
        } catch (SchemaException other) {
            return new Offer(extension, fields, Optional.of(Map.of()), "Has no effect: " + other.getMessage() + ".");
        }
    }

    /** The command of a policy here, without its keys. @param verb such as {@code Set} */
    Cmdlet cmdlet(String verb, String extension) {
        return target.port().map(port -> Cmdlet.of(verb + "-VMSwitchExtensionPortFeature")
                .with("VMNetworkAdapterName", port).with("SwitchName", target.switchName()))
                .orElseGet(() -> Cmdlet.of(verb + "-VMSwitchExtensionSwitchFeature")
                        .with("VMSwitchName", target.switchName()))
                .with("ExtensionName", extension);
    }
}
