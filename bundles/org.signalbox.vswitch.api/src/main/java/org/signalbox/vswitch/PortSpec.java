package org.signalbox.vswitch;

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
 * @param mac             the only address the port may send from unless {@code allowMacSpoofing}; empty: any address
 * @param attachment      one entry, from the kind of attachment to its settings; none: the port is not connected
 * @param policies        from an extension's id to the policy it defines, kept as written when the extension is absent
 */
public record PortSpec(
        @Doc("Name of the port, unique on its switch.") @Pattern(value = Names.REGEX, means = Names.MEANS) String name,
        @Doc("Address of the machine's NIC; the only one it may send from unless allowMacSpoofing.")
        @Pattern(value = "[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{4}([.][0-9A-Fa-f]{4}){2}",
                means = "a MAC address such as 02:00:00:00:00:01")
        Optional<MacAddress> mac,
        @Doc("VLAN mode.") @Default("{\"mode\": \"untagged\"}") Vlan vlan,
        @Doc("Whether the port may send from addresses other than its own.") @Default("false") boolean allowMacSpoofing,
        @Doc("How the port reaches the world: one key, the kind, with its settings.") @Default("{}")
        Map<String, Object> attachment,
        @Doc("Policies by the extension that defines them.") @Default("{}") Map<String, Object> policies) {
    public PortSpec {
        if (attachment.size() > 1) {
            throw new IllegalArgumentException("found " + attachment.size() + " attachments "
                    + String.join(", ", attachment.keySet()) + ", expected at most one");
        }
    }
}
