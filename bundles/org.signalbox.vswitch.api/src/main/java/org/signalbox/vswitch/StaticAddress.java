package org.signalbox.vswitch;

import java.util.Optional;

import org.signalbox.frame.MacAddress;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Pattern;
import org.signalbox.schema.Range;

/**
 * An address that is known to be behind a port: it neither ages nor moves. Source: IEEE 802.1Q 8.8.1, static filtering
 * entries.
 *
 * @param vlan the VLAN it is in; empty: that of the port's untagged frames
 */
public record StaticAddress(
        @Doc("Address of the station.") @Pattern(value = PortSpec.MAC, means = PortSpec.MAC_MEANS) MacAddress mac,
        @Doc("VLAN the station is in; not given: that of the port's untagged frames.") @Range(min = 0, max = 4094)
        Optional<Integer> vlan) {
}
