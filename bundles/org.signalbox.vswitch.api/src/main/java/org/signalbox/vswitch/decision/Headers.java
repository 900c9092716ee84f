package org.signalbox.vswitch.decision;

import java.util.Optional;
import java.util.OptionalInt;

import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;

/**
 * The headers of a frame that decisions look at. What the frame does not have is empty.
 *
 * @param vlan            identifier that the switch put the frame into, 0 for the domain of the untagged ports
 * @param etherType       behind all tags
 * @param protocol        of IP, behind extension headers
 */
public record Headers(Optional<MacAddress> source, Optional<MacAddress> destination, int vlan, OptionalInt etherType,
        Optional<IpAddress> ipSource, Optional<IpAddress> ipDestination, OptionalInt protocol, OptionalInt sourcePort,
        OptionalInt destinationPort) {
}
