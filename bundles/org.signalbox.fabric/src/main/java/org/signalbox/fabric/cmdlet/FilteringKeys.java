package org.signalbox.fabric.cmdlet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.query.Wildcard;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.RuleCount;
import org.signalbox.vswitch.VirtualSwitches;

/**
 * The filtering extension's policy of a port as it stands in a document, whether that extension is installed or not.
 */
final class FilteringKeys {
    /** The extension that obeys it. */
    static final String EXTENSION = "org.signalbox.extension.filtering";

    static final String ACL = "acl";
    static final String EXTENDED_ACL = "extendedAcl";
    static final String DHCP_GUARD = "dhcpGuard";
    static final String ROUTER_GUARD = "routerGuard";

    private FilteringKeys() {
    }

    /** An entry of a list and its place in it, by which the extension names it. */
    record Placed(int place, Map<?, ?> entry) {
        /** What an entry has under a key, or what holds without it. */
        String text(String key, String otherwise) {
            return entry.get(key) == null ? otherwise : entry.get(key).toString();
        }

        long number(String key, long otherwise) {
            return entry.get(key) instanceof Number number ? number.longValue() : otherwise;
        }
    }

    /**
     * The entries of a list.
     *
     * @throws RefusedException with one sentence, if the policy has another shape
     */
    static List<Placed> entries(PortSpec port, String key) throws RefusedException {
        if (!(policy(port).getOrDefault(key, List.of()) instanceof List<?> list)) {
            throw otherShape(port, "a list of entries under '" + key + "'");
        }
        final List<Placed> entries = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> entry)) {
                throw otherShape(port, "a list of entries under '" + key + "'");
            }
            entries.add(new Placed(entries.size(), entry));
        }
        return entries;
    }

    /** The port with other entries in a list; without any, the key goes. */
    static PortSpec with(PortSpec port, String key, List<Map<?, ?>> entries) throws RefusedException {
        return with(port, key, entries.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(entries)));
    }

    /** The port with a key on or, as without it, off. */
    static PortSpec with(PortSpec port, String key, boolean on) throws RefusedException {
        return with(port, key, on ? Optional.of(true) : Optional.empty());
    }

    private static PortSpec with(PortSpec port, String key, Optional<Object> value) throws RefusedException {
        final Map<String, Object> policy = new LinkedHashMap<>(policy(port));
        policy.remove(key);
        value.ifPresent(of -> policy.put(key, of));
        final Map<String, Object> policies = new LinkedHashMap<>(port.policies());
        policies.put(EXTENSION, policy);
        if (policy.isEmpty()) {
            policies.remove(EXTENSION);
        }
        return port.withPolicies(policies);
    }

    /** Whether a key is on; not so in a policy of another shape. */
    static boolean isOn(PortSpec port, String key) {
        return port.policies().get(EXTENSION) instanceof Map<?, ?> policy && Boolean.TRUE.equals(policy.get(key));
    }

    private static RefusedException otherShape(PortSpec port, String expected) {
        return new RefusedException("found another policy of " + EXTENSION + " at adapter '" + port.name()
                + "', expected " + expected);
    }

    @SuppressWarnings("unchecked") // a tree's keys are texts
    private static Map<String, Object> policy(PortSpec port) throws RefusedException {
        if (port.policies().getOrDefault(EXTENSION, Map.of()) instanceof Map<?, ?> policy) {
            return (Map<String, Object>) policy;
        }
        throw otherShape(port, "a mapping");
    }

    /** Told of each adapter that was asked for. */
    interface Visitor {
        /**
         * @param on     name of its live switch
         * @param counts how often that one's rules decided, as far as its filtering extension counts them
         */
        void adapter(String on, PortSpec port, List<RuleCount> counts) throws RefusedException;
    }

    /** Names the adapters of these names, with * and ?, on switches of these. */
    static void visit(FabricDocument document, Optional<String> switchName, Optional<String> adapterName,
            VirtualSwitches switches, Visitor visitor) throws RefusedException {
        for (PlacedSwitch on : Switches.like(document, switchName)) {
            final List<RuleCount> counts = switches.ruleCounts(on.liveName()).stream()
                    .filter(count -> count.extension().equals(EXTENSION)).toList();
            for (PortSpec port : on.spec().ports()) {
                if (Wildcard.matches(adapterName, port.name())) {
                    visitor.adapter(on.liveName(), port, counts);
                }
            }
        }
    }

    /** The count of one entry in one direction; its text begins with what it does and the direction. */
    static Optional<RuleCount> count(List<RuleCount> counts, PortSpec port, String key, Placed placed,
            String direction) {
        final String rule = key + "[" + placed.place() + "]";
        final String beginning = placed.text("action", "") + " " + direction + " ";
        return counts.stream().filter(count -> count.port().equals(port.name()) && count.rule().equals(rule)
                && count.text().startsWith(beginning)).findFirst();
    }
}
