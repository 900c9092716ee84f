package org.signalbox.vswitch;

import java.util.List;

import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Pattern;

/**
 * A switch as an administrator wants it.
 *
 * @param extensions ids of the enabled extensions, top first; within a frame's way capturing ones come first, then
 *                   filtering ones, then the forwarding one, each kind in the order written here
 */
public record SwitchSpec(
        @Doc("Name of the switch, unique on its host.") @Pattern(value = Names.REGEX, means = Names.MEANS) String name,
        @Doc("private: machines only; internal: and the host; external: and an uplink.") @Default("private")
        SwitchType type,
        @Doc("Enabled extensions by id, in order, top first.") @Default("[]") List<String> extensions,
        @Doc("Ports of the switch.") @Default("[]") List<PortSpec> ports) {
    public SwitchSpec {
        extensions = List.copyOf(extensions);
        ports = List.copyOf(ports);
    }
}
