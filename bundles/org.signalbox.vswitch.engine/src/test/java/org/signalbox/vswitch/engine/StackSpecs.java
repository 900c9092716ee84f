package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

import org.signalbox.vswitch.ExtensionBinding;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.FailPolicy;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.engine.model.StackOffer;
import org.signalbox.vswitch.engine.model.StackPolicy;

/** Extensions, switches, ports and policies by chance, for {@link StackSteps}, and those in words. */
final class StackSpecs {
    /** Capturing, filtering and forwarding ones, by their first letter. */
    static final List<String> IDS = List.of("c0", "c1", "c2", "f0", "f1", "f2", "f3", "w0", "w1");
    static final List<String> PORTS = List.of("p0", "p1", "p2", "p3", "p4");
    static final int MOST_PORTS = 4;
    /** A policy that no extension accepts. */
    static final Map<String, Object> REFUSED = Map.of("value", StackPolicy.MOST + 1L);
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final String prefix = "s" + RUNS.incrementAndGet() + "-";
    private final BiFunction<List<String>, String, List<String>> place;
    private Random random;
    private int switches;
    private int serials;

    /** @param place puts one more among extensions */
    StackSpecs(final BiFunction<List<String>, String, List<String>> place) {
        this.place = place;
    }

    void random(final Random next) {
        random = next;
    }

    private <T> T pick(final List<T> among) {
        return among.get(random.nextInt(among.size()));
    }

    /** An extension of this id, in some version. */
    StackOffer offer(final String id) {
        final ExtensionKind kind = switch (id.charAt(0)) {
            case 'c' -> ExtensionKind.CAPTURING;
            case 'f' -> ExtensionKind.FILTERING;
            default -> ExtensionKind.FORWARDING;
        };
        return new StackOffer(++serials, id, kind, 1 + random.nextInt(3),
                random.nextInt(4) == 0 ? Set.of(pick(IDS)) : Set.of(),
                random.nextInt(6) == 0 ? Set.of(pick(IDS)) : Set.of());
    }

    SwitchSpec newSwitch() {
        final Map<String, ExtensionBinding> bindings = new LinkedHashMap<>();
        IDS.forEach(id -> bindings.put(id, binding(Optional.empty())));
        List<String> ids = List.of();
        for (int k = random.nextInt(4); k > 0; k--) {
            final String id = pick(IDS);
            ids = ids.contains(id) ? ids : place.apply(ids, id);
        }
        final List<PortSpec> ports = new ArrayList<>();
        for (int k = 1 + random.nextInt(MOST_PORTS); k > 0; k--) {
            ports.add(port(PORTS.get(k)));
        }
        return new SwitchSpec(prefix + ++switches, SwitchType.PRIVATE, ids, ports).withBindings(bindings)
                .withWorkers(fewWorkers());
    }

    int fewWorkers() {
        return pick(List.of(1, 1, 1, 2, 3));
    }

    // as long a deadline as there may be: a busy machine is no fault of an extension
    static ExtensionBinding binding(final Optional<FailPolicy> onFailure) {
        return new ExtensionBinding(onFailure, ExtensionBinding.MAX_DEADLINE);
    }

    PortSpec port(final String name) {
        final Map<String, Object> attachment = switch (random.nextInt(10)) {
            case 0 -> Map.of();
            case 1 -> Map.of(Cables.KIND, Map.of("holds", 0L));
            case 2 -> Map.of(Cables.KIND, Map.of("holds", 1_000_000L));
            default -> Map.of(Cables.KIND, Map.of());
        };
        final Map<String, Object> policies = new HashMap<>();
        IDS.stream().filter(_ -> random.nextInt(3) == 0).forEach(id -> policies.put(id, somePolicy()));
        return new PortSpec(name, Optional.empty(), Vlan.UNTAGGED, false, attachment, policies)
                .withMandatoryExtensions(someMandatory());
    }

    private List<String> someMandatory() {
        return random.nextInt(5) > 0 ? List.of() : IDS.stream().filter(_ -> random.nextInt(6) == 0).toList();
    }

    Object somePolicy() {
        final Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("value", 1L + random.nextInt(StackPolicy.MOST));
        for (final String part : List.of("drop", "twin", "inject", "rewrite", "exclude")) {
            if (random.nextInt(3) == 0) {
                tree.put(part, 2L + random.nextInt(4));
            }
        }
        return tree;
    }

    static String words(final SwitchSpec spec) {
        return "; " + spec.name() + " " + spec.extensions() + ", " + spec.workers() + " workers, ports "
                + spec.ports().stream().map(StackSpecs::words).toList();
    }

    static String words(final PortSpec port) {
        return port.name() + " " + port.attachment() + " " + port.policies() + " " + port.mandatoryExtensions();
    }

    /** Whether it is the policy that is refused. */
    static boolean isRefused(final Object policy) {
        return REFUSED.equals(policy);
    }
}
