package org.signalbox.extension.tracing.packet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.signalbox.vswitch.PortLimits;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.StaticAddress;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.VlanRange;

/**
 * All single changes of a random switch that the documentation promises to consider, written down by hand for the two
 * extensions that it has: which keys there are, nobody is asked.
 */
final class BruteForce {
    /** A change, and the line of the documentation's table that it stands in, from 0. */
    record Single(int breadth, String what, UnaryOperator<SwitchSpec> change) {
    }

    private final SwitchSpec spec;
    private final int from;
    private final int to;
    private final int tag;
    private final List<Single> singles = new ArrayList<>();

    private BruteForce(SwitchSpec spec, int from, int to, int tag) {
        this.spec = spec;
        this.from = from;
        this.to = to;
        this.tag = tag;
    }

    static List<Single> singles(SwitchSpec spec, int from, int to, int tag) {
        final BruteForce all = new BruteForce(spec, from, to, tag);
        for (int port = 0; port < spec.ports().size(); port++) {
            all.port(port);
        }
        all.vlans(from, to);
        all.vlans(to, from);
        if (spec.policies().containsKey("gate")) {
            all.whole();
        }
        for (String id : spec.extensions()) {
            all.add(9, "without " + id, now -> now.withExtensions(
                    now.extensions().stream().filter(each -> !each.equals(id)).toList()));
        }
        return all.singles;
    }

    private void add(int breadth, String what, UnaryOperator<SwitchSpec> change) {
        singles.add(new Single(breadth, what, change));
    }

    private static SwitchSpec with(SwitchSpec spec, int port, UnaryOperator<PortSpec> change) {
        final List<PortSpec> ports = new ArrayList<>(spec.ports());
        ports.set(port, change.apply(ports.get(port)));
        return spec.withPorts(ports);
    }

    private void ofPort(int breadth, int port, String what, UnaryOperator<PortSpec> change) {
        add(breadth, "p" + port + " " + what, now -> with(now, port, change));
    }

    /** A change of a copy of a policy's tree. */
    private void ofPolicy(int breadth, int port, String id, String what, Consumer<Map<String, Object>> change) {
        ofPort(breadth, port, id + " " + what, now -> {
            final Map<String, Object> policies = new LinkedHashMap<>(now.policies());
            final Map<String, Object> policy = copy(policies.get(id));
            change.accept(policy);
            policies.put(id, policy);
            return now.withPolicies(policies);
        });
    }

    @SuppressWarnings("unchecked")
    private static <T> T copy(Object tree) {
        return (T) switch (tree) {
            case Map<?, ?> map -> {
                final Map<Object, Object> copy = new LinkedHashMap<>();
                map.forEach((key, value) -> copy.put(key, copy(value)));
                yield copy;
            }
            case List<?> list -> {
                final List<Object> copy = new ArrayList<>();
                list.forEach(element -> copy.add(copy(element)));
                yield copy;
            }
            default -> tree;
        };
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rules(Map<String, Object> policy, String key) {
        return (List<Map<String, Object>>) policy.get(key);
    }

    private void port(int port) {
        final PortSpec of = spec.ports().get(port);
        ofPort(4, port, "spoofing", now -> now.withAllowMacSpoofing(!of.allowMacSpoofing()));
        ofPort(4, port, "teaming", now -> now.withAllowTeaming(!of.allowTeaming()));
        ofPort(4, port, "priority", now -> now.withIeeePriorityTag(!of.ieeePriorityTag()));
        if (of.limits().storm() > 0) {
            ofPort(4, port, "storm", now -> now.withLimits(new PortLimits(0, now.limits().dynamicIp(), 0)));
        }
        if (of.limits().dynamicIp() > 0) {
            ofPort(4, port, "dynamicIp", now -> now.withLimits(new PortLimits(now.limits().storm(), 0, 0)));
        }
        for (StaticAddress address : of.staticAddresses()) {
            ofPort(4, port, "static", now -> now.withStaticAddresses(now.staticAddresses().stream()
                    .filter(each -> !each.equals(address)).toList()));
        }
        of.policies().forEach((id, tree) -> {
            ofPort(6, port, "without policy of " + id, now -> {
                final Map<String, Object> policies = new LinkedHashMap<>(now.policies());
                policies.remove(id);
                return now.withPolicies(policies);
            });
            if (id.equals("gate")) {
                gate(port, copy(tree));
            } else {
                acl(port, copy(tree));
            }
        });
    }

    private void acl(int port, Map<String, Object> policy) {
        final String id = TracePacketTest.FILTERING;
        for (int k = 0; k < rules(policy, "acl").size(); k++) {
            final int rule = k;
            final Map<String, Object> now = rules(policy, "acl").get(rule);
            final String other = now.get("action").equals("allow") ? "deny" : "allow";
            ofPolicy(0, port, id, rule + " " + other, tree -> rules(tree, "acl").get(rule).put("action", other));
            List.of("inbound", "outbound", "both").stream().filter(way -> !way.equals(now.get("direction"))).forEach(
                    way -> ofPolicy(0, port, id, rule + " " + way,
                            tree -> rules(tree, "acl").get(rule).put("direction", way)));
            ofPolicy(1, port, id, "less " + rule, tree -> rules(tree, "acl").set(rule, null));
        }
        ofPolicy(3, port, id, "no acl", tree -> tree.remove("acl"));
    }

    private void gate(int port, Map<String, Object> policy) {
        bars(port, policy, "bars");
        if (policy.containsKey("named")) {
            final Map<String, Map<String, Object>> named = copy(policy.get("named"));
            named.forEach((name, bar) -> {
                ofPolicy(0, port, "gate", "turn " + name, tree -> turn(copy(bar), lifted -> named(tree).put(name, lifted)));
                ofPolicy(1, port, "gate", "less " + name, tree -> named(tree).remove(name));
            });
            ofPolicy(3, port, "gate", "no named", tree -> tree.remove("named"));
        }
        List.of("open", "in", "out").stream().filter(mode -> !mode.equals(policy.getOrDefault("mode", "open")))
                .forEach(mode -> ofPolicy(2, port, "gate", "mode " + mode, tree -> tree.put("mode", mode)));
        ofPolicy(2, port, "gate", "turn shut", tree -> tree.put("shut", !Boolean.TRUE.equals(policy.get("shut"))));
        if (policy.containsKey("least")) {
            ofPolicy(3, port, "gate", "no least", tree -> tree.remove("least"));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> named(Map<String, Object> policy) {
        return (Map<String, Object>) policy.get("named");
    }

    private static void turn(Map<String, Object> bar, Consumer<Map<String, Object>> into) {
        bar.put("lifted", !Boolean.TRUE.equals(bar.get("lifted")));
        into.accept(bar);
    }

    private void bars(int port, Map<String, Object> policy, String key) {
        if (policy.containsKey(key)) {
            for (int k = 0; k < rules(policy, key).size(); k++) {
                final int bar = k;
                ofPolicy(0, port, "gate", "turn bar " + bar, tree -> turn(rules(tree, key).get(bar), _ -> { }));
                ofPolicy(1, port, "gate", "less bar " + bar, tree -> rules(tree, key).set(bar, null));
            }
            ofPolicy(3, port, "gate", "no bars", tree -> tree.remove(key));
        }
    }

    private void whole() {
        final Map<String, Object> policy = copy(spec.policies().get("gate"));
        ofWhole(8, "turn shut", tree -> tree.put("shut", !Boolean.TRUE.equals(policy.get("shut"))));
        if (policy.containsKey("bars")) {
            for (int k = 0; k < rules(policy, "bars").size(); k++) {
                final int bar = k;
                ofWhole(7, "turn bar " + bar, tree -> turn(rules(tree, "bars").get(bar), _ -> { }));
                ofWhole(7, "less bar " + bar, tree -> rules(tree, "bars").set(bar, null));
            }
            ofWhole(8, "no bars", tree -> tree.remove("bars"));
        }
        add(8, "no policy of the switch", now -> now.withPolicies(Map.of()));
    }

    private void ofWhole(int breadth, String what, Consumer<Map<String, Object>> change) {
        add(breadth, "switch " + what, now -> {
            final Map<String, Object> policy = copy(now.policies().get("gate"));
            change.accept(policy);
            return now.withPolicies(Map.of("gate", policy));
        });
    }

    private void vlans(int end, int other) {
        final Vlan mine = spec.ports().get(end).vlan();
        final Vlan theirs = spec.ports().get(other).vlan();
        if (!mine.equals(theirs)) {
            ofPort(5, end, "vlan " + theirs.text(), now -> now.withVlan(theirs));
        }
        if (mine instanceof Vlan.Trunk trunk && tag > 0 && !trunk.carries(tag)) {
            final List<VlanRange> more = new ArrayList<>(trunk.allowed());
            more.add(new VlanRange(tag, tag));
            ofPort(5, end, "carries " + tag, now -> now.withVlan(new Vlan.Trunk(trunk.nativeId(), more)));
        }
        if (mine instanceof Vlan.Access(int id) && tag > 0) {
            ofPort(5, end, "becomes a trunk for " + tag, now -> now.withVlan(
                    new Vlan.Trunk(id, tag == id ? List.of() : List.of(new VlanRange(tag, tag)))));
        }
    }

    /** A spec with several changes, of rules that are to go the last thing; empty if they do not go together. */
    static Optional<SwitchSpec> apply(SwitchSpec spec, List<Single> changes) {
        SwitchSpec changed = spec;
        try {
            for (Single each : changes) {
                changed = each.change().apply(changed);
            }
        } catch (NullPointerException | ClassCastException apart) {
            return Optional.empty();
        }
        return Optional.of(swept(changed));
    }

    /** Without the rules that are to go. */
    private static SwitchSpec swept(SwitchSpec spec) {
        return spec.withPolicies(sweptTree(spec.policies())).withPorts(spec.ports().stream()
                .map(port -> port.withPolicies(sweptTree(port.policies()))).toList());
    }

    @SuppressWarnings("unchecked")
    private static <T> T sweptTree(T tree) {
        return (T) switch (tree) {
            case Map<?, ?> map -> {
                final Map<Object, Object> swept = new LinkedHashMap<>();
                map.forEach((key, value) -> swept.put(key, sweptTree(value)));
                yield swept;
            }
            case List<?> list -> {
                final List<Object> swept = new ArrayList<>();
                list.stream().filter(element -> element != null).forEach(element -> swept.add(sweptTree(element)));
                yield swept;
            }
            default -> tree;
        };
    }
}
