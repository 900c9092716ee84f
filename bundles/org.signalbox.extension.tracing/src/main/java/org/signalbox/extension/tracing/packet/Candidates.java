package org.signalbox.extension.tracing.packet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.signalbox.frame.MacAddress;
import org.signalbox.schema.Schema;
import org.signalbox.schema.SchemaException;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.VlanRange;
import org.signalbox.vswitch.decision.Headers;
import org.signalbox.vswitch.extension.PolicySchema;

/** All single changes of a switch's document that are considered for a frame. */
final class Candidates {
    private static final String PORTS = "ports";
    private static final String POLICIES = "policies";
    private static final String VLAN = "vlan";
    private static final String LIMITS = "limits";

    private final VirtualSwitches switches;
    private final SwitchSpec spec;
    private final List<Candidate> found = new ArrayList<>();

    private Candidates(VirtualSwitches switches, SwitchSpec spec) {
        this.switches = switches;
        this.spec = spec;
    }

    /**
     * Those of a spec, narrowest first and else in the order of the document.
     *
     * @param from  the port where the frame enters
     * @param to    the port that it is for; without one, all
     * @param headers of the frame
     */
    static List<Candidate> of(VirtualSwitches switches, SwitchSpec spec, String from, Optional<String> to,
            Headers headers) {
        final Candidates candidates = new Candidates(switches, spec);
        final int tag = headers.tag().orElse(headers.vlan());
        for (int index = 0; index < spec.ports().size(); index++) {
            final PortSpec port = spec.ports().get(index);
            if (port.name().equals(from) || to.map(port.name()::equals).orElse(true)) {
                candidates.policiesOf(port, List.of(PORTS, index));
                candidates.settings(port, List.of(PORTS, index));
                candidates.vlans(port, List.of(PORTS, index, VLAN), from, to, tag);
            }
            candidates.places(port, List.of(PORTS, index), headers.destination());
        }
        candidates.policies(spec.policies(), switches::switchPolicy, List.of(POLICIES), PolicyCandidates::ofSwitch,
                Breadth.SWITCH_VALUE);
        spec.extensions().forEach(id -> candidates.add(Breadth.EXTENSION, new Edit.Disable(id)));
        candidates.found.sort(Comparator.comparing(Candidate::breadth));
        return List.copyOf(candidates.found);
    }

    private void add(Breadth breadth, Edit edit) {
        found.add(new Candidate(breadth, edit));
    }

    /** Looks into a policy that was bound. */
    private interface Look {
        List<Candidate> of(Map<?, ?> tree, Record policy, List<Object> at);
    }

    private void policiesOf(PortSpec port, List<Object> at) {
        policies(port.policies(), switches::portPolicy, PolicyCandidates.below(at, POLICIES), PolicyCandidates::ofPort,
                Breadth.POLICY);
    }

    /** Of a policy that its extension does not take as it stands, or is not installed, only the whole can go. */
    private void policies(Map<String, Object> policies,
            Function<String, Optional<Class<? extends Record>>> types, List<Object> at, Look look, Breadth whole) {
        policies.forEach((id, tree) -> {
            final List<Object> here = PolicyCandidates.below(at, id);
            final Optional<Record> bound = spec.extensions().contains(id)
                    ? types.apply(id).flatMap(type -> bound(type, tree)) : Optional.empty();
            if (bound.isPresent() && tree instanceof Map<?, ?> keys) {
                found.addAll(look.of(keys, bound.get(), here));
            } else if (spec.extensions().contains(id)) {
                add(whole, new Edit.Remove(here));
            }
        });
    }

    private static Optional<Record> bound(Class<? extends Record> type, Object tree) {
        try {
            return PolicySchema.versionOf(tree) == PolicySchema.of(type).version()
                    ? Optional.of(Schema.of(type).bind(PolicySchema.keysOf(tree))) : Optional.empty();
        } catch (SchemaException other) {
            return Optional.empty();
        }
    }

    private void settings(PortSpec port, List<Object> at) {
        turned(at, "allowMacSpoofing", port.allowMacSpoofing());
        turned(at, "allowTeaming", port.allowTeaming());
        turned(at, "ieeePriorityTag", port.ieeePriorityTag());
        unlimited(at, "storm", port.limits().storm());
        unlimited(at, "dynamicIp", port.limits().dynamicIp());
        unlimited(at, "learned", port.limits().learned());
        for (int index = 0; index < port.mandatoryExtensions().size(); index++) {
            add(Breadth.PORT_SETTING, new Edit.Remove(PolicyCandidates.below(at, "mandatoryExtensions", index)));
        }
    }

    /** Where the destination is said to be. */
    private void places(PortSpec port, List<Object> at, Optional<MacAddress> destination) {
        for (int index = 0; index < port.staticAddresses().size(); index++) {
            if (destination.equals(Optional.of(port.staticAddresses().get(index).mac()))) {
                add(Breadth.PORT_SETTING, new Edit.Remove(PolicyCandidates.below(at, "staticAddresses", index)));
            }
        }
    }

    private void turned(List<Object> at, String key, boolean now) {
        add(Breadth.PORT_SETTING, new Edit.Set(PolicyCandidates.below(at, key), !now));
    }

    private void unlimited(List<Object> at, String key, int now) {
        if (now > 0) {
            add(Breadth.PORT_SETTING, new Edit.Remove(PolicyCandidates.below(at, LIMITS, key)));
        }
    }

    /** The VLAN of an end becomes that of another end, or a trunk that carries the frame's. */
    private void vlans(PortSpec port, List<Object> at, String from, Optional<String> to, int tag) {
        final Set<Vlan> others = new LinkedHashSet<>();
        spec.ports().stream().filter(each -> !each.name().equals(port.name())
                && (each.name().equals(from) || to.map(each.name()::equals).orElse(port.name().equals(from))))
                .forEach(each -> others.add(each.vlan()));
        if (tag > 0) {
            carrying(port.vlan(), tag).ifPresent(others::add);
        }
        others.remove(port.vlan());
        others.forEach(vlan -> add(Breadth.VLAN, new Edit.Set(at, tree(vlan))));
    }

    /** The same with one VLAN more; a private VLAN has none more. */
    private static Optional<Vlan> carrying(Vlan mode, int tag) {
        return switch (mode) {
            case Vlan.Trunk trunk when trunk.carries(tag) -> Optional.empty();
            case Vlan.Trunk trunk -> Optional.of(carrying(trunk, tag));
            case Vlan.Private _ -> Optional.empty();
            default -> {
                // which takes a tag of its native VLAN, too
                final Vlan.Trunk trunk = new Vlan.Trunk(mode.untaggedId(), List.of());
                yield Optional.of(trunk.carries(tag) ? trunk : carrying(trunk, tag));
            }
        };
    }

    private static Vlan carrying(Vlan.Trunk trunk, int tag) {
        final List<VlanRange> allowed = new ArrayList<>(trunk.allowed());
        if (allowed.stream().noneMatch(range -> range.contains(tag))) {
            allowed.add(new VlanRange(tag, tag));
        }
        final List<VlanRange> pruned = new ArrayList<>();
        for (VlanRange range : trunk.pruned()) {
            if (!range.contains(tag)) {
                pruned.add(range);
                continue;
            }
            if (range.first() < tag) {
                pruned.add(new VlanRange(range.first(), tag - 1));
            }
            if (tag < range.last()) {
                pruned.add(new VlanRange(tag + 1, range.last()));
            }
        }
        return new Vlan.Trunk(trunk.nativeId(), allowed, pruned);
    }

    private record Holder(Vlan vlan) {
    }

    private static Object tree(Vlan vlan) {
        return Schema.of(Holder.class).unbind(new Holder(vlan)).get(VLAN);
    }
}
