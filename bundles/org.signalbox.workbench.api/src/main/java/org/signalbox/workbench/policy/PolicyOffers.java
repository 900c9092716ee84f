package org.signalbox.workbench.policy;

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

/**
 * The policies that installed extensions define for a switch or a port, with what they are now. Immutable.
 *
 * @param port name of the port; empty for the switch's own policies
 */
public record PolicyOffers(String switchName, Optional<String> port, List<Offer> offers) {

    /**
     * An extension's policy.
     *
     * @param current   its keys as the extension writes them today; empty when there is none
     * @param complaint why what is there cannot be read, or empty
     */
    public record Offer(String extension, List<PolicyField> fields, Optional<Map<String, Object>> current,
            String complaint) {

        /** The last part of the extension's id, which tells it from its siblings: {@code filtering}. */
        public String name() {
            return extension.substring(extension.lastIndexOf('.') + 1);
        }

        /** What a field is now, as a tree; null where the policy does not say. */
        public Object now(PolicyField field) {
            return current.map(keys -> keys.get(field.key())).orElse(null);
        }

        /** The values that are not as they are now. @throws IllegalArgumentException with one sentence */
        public Map<String, Object> changes(Map<String, String> entered) {
            final Map<String, Object> changes = new LinkedHashMap<>();
            for (final PolicyField field : fields) {
                final Object now = now(field);
                final Object value = field.value(entered.get(field.key()));
                if (!Objects.equals(now != null ? now : field.fallback().orElse(null), value)) {
                    changes.put(field.key(), value);
                }
            }
            return changes;
        }
    }

    /**
     * Asks the engine; may wait for extensions.
     *
     * @param policies of the port, or of the switch, by the ids of extensions
     */
    public static PolicyOffers of(VirtualSwitches engine, String switchName, Optional<String> port,
            Map<String, Object> policies) {
        final List<Offer> offers = new ArrayList<>();
        for (final ExtensionStatus each : engine.extensions()) {
            final Optional<Class<? extends Record>> type = port.isPresent() ? engine.portPolicy(each.id())
                    : engine.switchPolicy(each.id());
            type.ifPresent(record -> offers.add(offer(engine, each.id(), record, policies.get(each.id()))));
        }
        return new PolicyOffers(switchName, port, List.copyOf(offers));
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
    public Cmdlet cmdlet(String verb, String extension) {
        return port.map(name -> Cmdlet.of(verb + "-VMSwitchExtensionPortFeature")
                .with("VMNetworkAdapterName", name).with("SwitchName", switchName))
                .orElseGet(() -> Cmdlet.of(verb + "-VMSwitchExtensionSwitchFeature")
                        .with("VMSwitchName", switchName))
                .with("ExtensionName", extension);
    }
}
