package org.signalbox.vswitch;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.frame.MacAddress;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Pattern;

/**
 * A port of a switch as an administrator wants it.
 *
 * @param name            unique on its switch
 * @param type            what is behind it
 * @param machine         the machine whose NIC is behind it; ports of one machine are siblings
 * @param mac             the only address the port may send from unless {@code allowMacSpoofing}; empty: any address
 * @param allowTeaming    whether it may also send from the addresses of its siblings
 * @param ieeePriorityTag whether the IEEE 802.1p priority that it sends is trusted; otherwise it is 0
 * @param mirroring       its part in mirroring
 * @param limits          how much it may cause
 * @param staticAddresses addresses that are known to be behind it
 * @param mandatoryExtensions ids of extensions without which, running on its switch, its NIC is not connected: it is
 *                        down, gets nothing, and nothing is taken from it
 * @param attachment      one entry, from the kind of attachment to its settings; none: the port is not connected
 * @param policies        from an extension's id to the policy it defines, kept as written when the extension is absent
 */
public record PortSpec(
        @Doc("Name of the port, unique on its switch.") @Pattern(value = Names.REGEX, means = Names.MEANS) String name,
        @Doc("What is behind the port: a machine's NIC, a NIC of the host, or an uplink.") @Default("machine")
        PortType type,
        @Doc("Machine whose NIC is behind the port.") @Pattern(value = Names.REGEX, means = Names.MEANS)
        Optional<String> machine,
        @Doc("Address of the machine's NIC; the only one it may send from unless allowMacSpoofing.")
        @Pattern(value = MAC, means = MAC_MEANS)
        Optional<MacAddress> mac,
        @Doc("VLAN mode.") @Default("{\"mode\": \"untagged\"}") Vlan vlan,
        @Doc("Whether the port may send from addresses other than its own.") @Default("false") boolean allowMacSpoofing,
        @Doc("Whether the port may send from the addresses of its machine's other ports.") @Default("false")
        boolean allowTeaming,
        @Doc("Whether the 802.1p priority that the port sends is kept; otherwise it is set to 0.") @Default("false")
        boolean ieeePriorityTag,
        @Doc("Whether its frames are mirrored, or it gets those that are.") @Default("none") PortMirroring mirroring,
        @Doc("How much the port may cause; 0 is no limit.") @Default("{}") PortLimits limits,
        @Doc("Addresses that are known to be behind the port: they neither age nor move.") @Default("[]")
        List<StaticAddress> staticAddresses,
        @Doc("Extensions by id that have to run on the switch; without one of them the port is down.") @Default("[]")
        List<String> mandatoryExtensions,
        @Doc("How the port reaches the world: one key, the kind, with its settings.") @Default("{}")
        Map<String, Object> attachment,
        @Doc("Policies by the extension that defines them.") @Default("{}") Map<String, Object> policies) {
    static final String MAC = "[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{4}([.][0-9A-Fa-f]{4}){2}";
    static final String MAC_MEANS = "a MAC address such as 02:00:00:00:00:01";

    public PortSpec {
        staticAddresses = List.copyOf(staticAddresses);
        mandatoryExtensions = List.copyOf(mandatoryExtensions);
        if (attachment.size() > 1) {
            throw new IllegalArgumentException("found " + attachment.size() + " attachments "
                    + String.join(", ", attachment.keySet()) + ", expected at most one");
        }
    }

    /** A machine's port with nothing out of the ordinary. */
    public PortSpec(String name, Optional<MacAddress> mac, Vlan vlan, boolean allowMacSpoofing,
            Map<String, Object> attachment, Map<String, Object> policies) {
        this(name, PortType.MACHINE, Optional.empty(), mac, vlan, allowMacSpoofing, false, false, PortMirroring.NONE,
                PortLimits.NONE, List.of(), List.of(), attachment, policies);
    }

    /** The same port with another {@link #type}. */
    public PortSpec withType(PortType type) {
        return new PortSpec(name, type, machine, mac, vlan, allowMacSpoofing, allowTeaming, ieeePriorityTag, mirroring,
                limits, staticAddresses, mandatoryExtensions, attachment, policies);
    }

    /** The same port with another {@link #machine}. */
    public PortSpec withMachine(Optional<String> machine) {
        return new PortSpec(name, type, machine, mac, vlan, allowMacSpoofing, allowTeaming, ieeePriorityTag, mirroring,
                limits, staticAddresses, mandatoryExtensions, attachment, policies);
    }

    /** The same port with another {@link #mac}. */
    public PortSpec withMac(Optional<MacAddress> mac) {
        return new PortSpec(name, type, machine, mac, vlan, allowMacSpoofing, allowTeaming, ieeePriorityTag, mirroring,
                limits, staticAddresses, mandatoryExtensions, attachment, policies);
    }

    /** The same port with another {@link #vlan}. */
    public PortSpec withVlan(Vlan vlan) {
        return new PortSpec(name, type, machine, mac, vlan, allowMacSpoofing, allowTeaming, ieeePriorityTag, mirroring,
                limits, staticAddresses, mandatoryExtensions, attachment, policies);
    }

    /** The same port with another {@link #allowMacSpoofing}. */
    public PortSpec withAllowMacSpoofing(boolean allowMacSpoofing) {
        return new PortSpec(name, type, machine, mac, vlan, allowMacSpoofing, allowTeaming, ieeePriorityTag, mirroring,
                limits, staticAddresses, mandatoryExtensions, attachment, policies);
    }

    /** The same port with another {@link #allowTeaming}. */
    public PortSpec withAllowTeaming(boolean allowTeaming) {
        return new PortSpec(name, type, machine, mac, vlan, allowMacSpoofing, allowTeaming, ieeePriorityTag, mirroring,
                limits, staticAddresses, mandatoryExtensions, attachment, policies);
    }

    /** The same port with another {@link #ieeePriorityTag}. */
    public PortSpec withIeeePriorityTag(boolean ieeePriorityTag) {
        return new PortSpec(name, type, machine, mac, vlan, allowMacSpoofing, allowTeaming, ieeePriorityTag, mirroring,
                limits, staticAddresses, mandatoryExtensions, attachment, policies);
    }

    /** The same port with another {@link #mirroring}. */
    public PortSpec withMirroring(PortMirroring mirroring) {
        return new PortSpec(name, type, machine, mac, vlan, allowMacSpoofing, allowTeaming, ieeePriorityTag, mirroring,
                limits, staticAddresses, mandatoryExtensions, attachment, policies);
    }

    /** The same port with another {@link #limits}. */
    public PortSpec withLimits(PortLimits limits) {
        return new PortSpec(name, type, machine, mac, vlan, allowMacSpoofing, allowTeaming, ieeePriorityTag, mirroring,
                limits, staticAddresses, mandatoryExtensions, attachment, policies);
    }

    /** The same port with another {@link #staticAddresses}. */
    public PortSpec withStaticAddresses(List<StaticAddress> staticAddresses) {
        return new PortSpec(name, type, machine, mac, vlan, allowMacSpoofing, allowTeaming, ieeePriorityTag, mirroring,
                limits, staticAddresses, mandatoryExtensions, attachment, policies);
    }

    /** The same port with other {@link #mandatoryExtensions}. */
    public PortSpec withMandatoryExtensions(List<String> mandatoryExtensions) {
        return new PortSpec(name, type, machine, mac, vlan, allowMacSpoofing, allowTeaming, ieeePriorityTag, mirroring,
                limits, staticAddresses, mandatoryExtensions, attachment, policies);
    }

    /** The same port with another {@link #attachment}. */
    public PortSpec withAttachment(Map<String, Object> attachment) {
        return new PortSpec(name, type, machine, mac, vlan, allowMacSpoofing, allowTeaming, ieeePriorityTag, mirroring,
                limits, staticAddresses, mandatoryExtensions, attachment, policies);
    }

    /** The same port with another {@link #policies}. */
    public PortSpec withPolicies(Map<String, Object> policies) {
        return new PortSpec(name, type, machine, mac, vlan, allowMacSpoofing, allowTeaming, ieeePriorityTag, mirroring,
                limits, staticAddresses, mandatoryExtensions, attachment, policies);
    }
}
