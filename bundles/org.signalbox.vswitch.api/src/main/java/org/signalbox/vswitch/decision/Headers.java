package org.signalbox.vswitch.decision;

import java.util.Optional;

import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.schema.Doc;

/**
 * The headers of a frame that decisions look at. What the frame does not have is empty.
 *
 * @param vlan            identifier that the switch put the frame into, 0 for the domain of the untagged ports
 * @param etherType       behind all tags
 * @param protocol        of IP, behind extension headers
 */
@Doc("The headers of a frame; a key that is absent is a header that the frame does not have.")
public record Headers(
        @Doc("Source address.") Optional<MacAddress> source,
        @Doc("Destination address.") Optional<MacAddress> destination,
        @Doc("VLAN that the switch put the frame into; 0 is the domain of the untagged ports.") int vlan,
        @Doc("EtherType behind all tags.") Optional<Integer> etherType,
        @Doc("Source address of the IP packet.") Optional<IpAddress> ipSource,
        @Doc("Destination address of the IP packet.") Optional<IpAddress> ipDestination,
        @Doc("IP protocol behind extension headers.") Optional<Integer> protocol,
        @Doc("Source port of TCP or UDP.") Optional<Integer> sourcePort,
        @Doc("Destination port of TCP or UDP.") Optional<Integer> destinationPort) {
}
