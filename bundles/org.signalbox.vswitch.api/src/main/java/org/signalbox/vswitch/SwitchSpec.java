package org.signalbox.vswitch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Pattern;
import org.signalbox.schema.Range;

/**
 * A switch as an administrator wants it.
 *
 * @param extensions ids of the enabled extensions, top first; within a frame's way capturing ones come first, then
 *                   filtering ones, then the forwarding one, each kind in the order written here
 * @param bindings   by extension id, how the switch deals with it; for others {@link ExtensionBinding#DEFAULT} holds
 * @param policies   from an extension's id to the policy it defines for the switch, kept as written when the
 *                   extension is absent
 * @param forwardingTable how it learns
 * @param mirrors    to remote analysers
 * @param workers    threads that move its frames; ports are spread over them
 * @param flowCache  whether what stateless extensions decide about frames that look the same is remembered; it changes
 *                   nothing but what frames cost
 * @param orderLock  what its extensions are compared with; empty: with nothing
 */
public record SwitchSpec(
        @Doc("Name of the switch, unique on its host.") @Pattern(value = Names.REGEX, means = Names.MEANS) String name,
        @Doc("private: machines only; internal: and the host; external: and an uplink.") @Default("private")
        SwitchType type,
        @Doc("Enabled extensions by id, in order, top first.") @Default("[]") List<String> extensions,
        @Doc("How the switch deals with its extensions, by id.") @Default("{}")
        Map<String, ExtensionBinding> bindings,
        @Doc("Policies of the whole switch by the extension that defines them.") @Default("{}")
        Map<String, Object> policies,
        @Doc("How the switch learns addresses.") @Default("{}") ForwardingTableSpec forwardingTable,
        @Doc("Ports of the switch.") @Default("[]") List<PortSpec> ports,
        @Doc("Mirrors to remote analysers.") @Default("[]") List<MirrorSpec> mirrors,
        @Doc("Threads that move the switch's frames; its ports are spread over them.") @Range(min = 1, max = 64)
        @Default("1") int workers,
        @Doc("Whether what stateless extensions decide about a flow is remembered.") @Default("true")
        boolean flowCache,
        @Doc("The stack of extensions as it was approved; a warning tells what differs.")
        Optional<OrderLock> orderLock) {
    public SwitchSpec {
        extensions = List.copyOf(extensions);
        bindings = Collections.unmodifiableMap(new LinkedHashMap<>(bindings));
        ports = List.copyOf(ports);
        mirrors = List.copyOf(mirrors);
    }

    /** A switch that learns as usual, without mirrors to remote analysers. */
    public SwitchSpec(String name, SwitchType type, List<String> extensions, List<PortSpec> ports) {
        this(name, type, extensions, Map.of(), Map.of(), ForwardingTableSpec.DEFAULT, ports, List.of(), 1,
                true, Optional.empty());
    }

    /** The same switch with another {@link #name}. */
    public SwitchSpec withName(String other) {
        return new SwitchSpec(other, type, extensions, bindings, policies, forwardingTable, ports, mirrors, workers,
                flowCache, orderLock);
    }

    /** The same switch with another {@link #type}. */
    public SwitchSpec withType(SwitchType other) {
        return new SwitchSpec(name, other, extensions, bindings, policies, forwardingTable, ports, mirrors, workers,
                flowCache, orderLock);
    }

    /** The same switch with other {@link #extensions}. */
    public SwitchSpec withExtensions(List<String> others) {
        return new SwitchSpec(name, type, others, bindings, policies, forwardingTable, ports, mirrors, workers,
                flowCache, orderLock);
    }

    /** The same switch with other {@link #bindings}. */
    public SwitchSpec withBindings(Map<String, ExtensionBinding> others) {
        return new SwitchSpec(name, type, extensions, others, policies, forwardingTable, ports, mirrors, workers,
                flowCache, orderLock);
    }

    /** The same switch with other {@link #policies}. */
    public SwitchSpec withPolicies(Map<String, Object> others) {
        return new SwitchSpec(name, type, extensions, bindings, others, forwardingTable, ports, mirrors, workers,
                flowCache, orderLock);
    }

    /** How the switch deals with an extension. */
    public ExtensionBinding binding(String extension) {
        return bindings.getOrDefault(extension, ExtensionBinding.DEFAULT);
    }

    /** The same switch with another {@link #forwardingTable}. */
    public SwitchSpec withForwardingTable(ForwardingTableSpec other) {
        return new SwitchSpec(name, type, extensions, bindings, policies, other, ports, mirrors, workers, flowCache,
                orderLock);
    }

    /** The same switch with other {@link #ports}. */
    public SwitchSpec withPorts(List<PortSpec> others) {
        return new SwitchSpec(name, type, extensions, bindings, policies, forwardingTable, others, mirrors, workers,
                flowCache, orderLock);
    }

    /** The same switch with other {@link #mirrors}. */
    public SwitchSpec withMirrors(List<MirrorSpec> others) {
        return new SwitchSpec(name, type, extensions, bindings, policies, forwardingTable, ports, others, workers,
                flowCache, orderLock);
    }

    /** The same switch with another number of {@link #workers}. */
    public SwitchSpec withWorkers(int others) {
        return new SwitchSpec(name, type, extensions, bindings, policies, forwardingTable, ports, mirrors, others,
                flowCache, orderLock);
    }

    /** The same switch with its {@link #flowCache} on or off. */
    public SwitchSpec withFlowCache(boolean other) {
        return new SwitchSpec(name, type, extensions, bindings, policies, forwardingTable, ports, mirrors, workers,
                other, orderLock);
    }

    /** The same switch with another {@link #orderLock}. */
    public SwitchSpec withOrderLock(Optional<OrderLock> other) {
        return new SwitchSpec(name, type, extensions, bindings, policies, forwardingTable, ports, mirrors, workers, flowCache,
                other);
    }
}
