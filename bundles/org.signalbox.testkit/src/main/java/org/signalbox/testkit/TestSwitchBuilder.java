package org.signalbox.testkit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import org.signalbox.schema.Schema;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.engine.Engine;
import org.signalbox.vswitch.extension.Extension;

/**
 * What a {@link TestSwitch} is made of; {@code ports} or {@code open} makes it. What does not fit throws
 * {@link IllegalArgumentException} with one sentence.
 */
public final class TestSwitchBuilder {
    private final Map<String, Extension> extensions = new LinkedHashMap<>();
    private final Map<String, Object> switchPolicies = new LinkedHashMap<>();
    // by port, then by extension
    private final Map<String, Map<String, Object>> portPolicies = new LinkedHashMap<>();

    TestSwitchBuilder() {
    }

    /** A port with nothing out of the ordinary, to be made into another by its {@code with} methods. */
    public static PortSpec port(final String name) {
        return new PortSpec(name, Optional.empty(), Vlan.UNTAGGED, false, Map.of(), Map.of());
    }

    /** One more extension, below the others of its kind; its id is the simple name of its class. */
    public TestSwitchBuilder and(final Extension extension) {
        return and(id(extension), extension);
    }

    static String id(final Extension extension) {
        final Class<?> type = extension.getClass();
        if (type.isHidden() || type.getSimpleName().isEmpty()) {
            throw new IllegalArgumentException("found an extension whose class has no name, expected an id before it");
        }
        return type.getSimpleName();
    }

    /** One more extension, below the others of its kind. */
    public TestSwitchBuilder and(final String id, final Extension extension) {
        if (extensions.putIfAbsent(id, extension) != null) {
            throw new IllegalArgumentException("found extension \"" + id + "\" twice, expected ids that differ");
        }
        return this;
    }

    /** The policy of a port, of the extension whose {@link Extension#portPolicy} is a record of this type. */
    public TestSwitchBuilder policy(final String port, final Record policy) {
        return policy(port, owner(policy, Extension::portPolicy), tree(policy));
    }

    /** The policy of a port as a document has it, by the keys of its record. */
    public TestSwitchBuilder policy(final String port, final String extension, final Map<String, Object> policy) {
        portPolicies.computeIfAbsent(port, _ -> new LinkedHashMap<>()).put(extension, read(policy));
        return this;
    }

    /** The policy of the switch, of the extension whose {@link Extension#switchPolicy} is a record of this type. */
    public TestSwitchBuilder switchPolicy(final Record policy) {
        return switchPolicy(owner(policy, Extension::switchPolicy), tree(policy));
    }

    /** The policy of the switch as a document has it, by the keys of its record. */
    public TestSwitchBuilder switchPolicy(final String extension, final Map<String, Object> policy) {
        switchPolicies.put(extension, read(policy));
        return this;
    }

    /** The tree as a document is read: its whole numbers are long. */
    private static Object read(final Object tree) {
        return switch (tree) {
            case Integer number -> number.longValue();
            case List<?> list -> list.stream().map(TestSwitchBuilder::read).toList();
            case Map<?, ?> map -> {
                final Map<Object, Object> read = new LinkedHashMap<>();
                map.forEach((key, value) -> read.put(key, read(value)));
                yield read;
            }
            default -> tree;
        };
    }

    private String owner(final Record policy, final Function<Extension, Optional<Class<? extends Record>>> asked) {
        return extensions.entrySet().stream()
                .filter(each -> asked.apply(each.getValue()).filter(policy.getClass()::equals).isPresent())
                .map(Map.Entry::getKey).findFirst().orElseThrow(() -> new IllegalArgumentException(
                        "found a policy " + policy.getClass().getSimpleName() + ", expected one that an extension of "
                                + String.join(", ", extensions.keySet()) + " has"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> tree(final Record policy) {
        return ((Schema<Record>) Schema.of(policy.getClass())).unbind(policy);
    }

    /** Makes the switch, with untagged ports of these names. */
    public TestSwitch ports(final String... names) {
        return ports(Stream.of(names).map(TestSwitchBuilder::port).toArray(PortSpec[]::new));
    }

    /** Makes the switch, with these ports; what was given as policies of theirs is added to what they have. */
    public TestSwitch ports(final PortSpec... ports) {
        return open(new SwitchSpec("test", SwitchType.PRIVATE, List.of(), Arrays.asList(ports)));
    }

    /** Makes the switch out of a spec, to which the extensions and the policies are added. */
    public TestSwitch open(final SwitchSpec spec) {
        portPolicies.keySet().stream().filter(name -> spec.ports().stream().noneMatch(
                port -> port.name().equals(name))).findFirst().ifPresent(name -> {
                    throw new IllegalArgumentException("found a policy of port \"" + name + "\", expected one of "
                            + String.join(", ", spec.ports().stream().map(PortSpec::name).toList()));
                });
        final SwitchSpec whole = spec.withExtensions(
                        Stream.concat(spec.extensions().stream(), extensions.keySet().stream()).distinct().toList())
                .withPolicies(joined(spec.policies(), switchPolicies))
                .withPorts(spec.ports().stream().map(port -> port.withPolicies(
                        joined(port.policies(), portPolicies.getOrDefault(port.name(), Map.of())))).toList());
        final Engine engine = new Engine();
        try {
            extensions.forEach(engine::add);
            return new TestSwitch(engine, whole);
        } catch (final RuntimeException | Error refused) {
            engine.close();
            throw refused;
        }
    }

    private static Map<String, Object> joined(final Map<String, Object> one, final Map<String, Object> other) {
        final Map<String, Object> both = new LinkedHashMap<>(one);
        both.putAll(other);
        return both;
    }
}
