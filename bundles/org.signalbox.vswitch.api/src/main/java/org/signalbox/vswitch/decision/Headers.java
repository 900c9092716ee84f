package org.signalbox.vswitch.decision;

import java.util.Optional;

import org.signalbox.frame.IpAddress;
import org.signalbox.frame.IpProtocol;
import org.signalbox.frame.MacAddress;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;

/**
 * The headers of a frame that decisions look at or change. What the frame does not have is empty.
 *
 * @param tag          VLAN identifier of the 802.1Q tag that it carries on the wire; empty between the edges of the
 *                     switch, which takes the tag off where a frame enters and puts it on where a port wants one
 * @param vlan         identifier that the switch put the frame into, 0 for the domain of the untagged ports
 * @param priority     IEEE 802.1p, 0-7
 * @param etherType    behind all tags
 * @param arpOperation 1 for a request, 2 for a reply
 * @param dscp         of IP, 0-63
 * @param ttl          of IPv4, or the hop limit of IPv6
 * @param protocol     of IP, behind extension headers
 * @param tcpFlags     CWR to FIN, 0-255
 * @param icmpType     of ICMP or ICMPv6
 */
@Doc("The headers of a frame; a key that is absent is a header that the frame does not have.")
public record Headers(
        @Doc("Source address.") Optional<MacAddress> source,
        @Doc("Destination address.") Optional<MacAddress> destination,
        @Doc("VLAN of the tag that it carries on the wire; between the edges of the switch it has none.")
        Optional<Integer> tag,
        @Doc("VLAN that the switch put the frame into; 0 is the domain of the untagged ports.") int vlan,
        @Doc("Priority of IEEE 802.1p.") @Default("0") int priority,
        @Doc("EtherType behind all tags.") Optional<Integer> etherType,
        @Doc("Operation of ARP: 1 for a request, 2 for a reply.") Optional<Integer> arpOperation,
        @Doc("Source address of the IP packet.") Optional<IpAddress> ipSource,
        @Doc("Destination address of the IP packet.") Optional<IpAddress> ipDestination,
        @Doc("Differentiated services code point of the IP packet.") Optional<Integer> dscp,
        @Doc("Time to live of the IPv4 packet, hop limit of the IPv6 packet.") Optional<Integer> ttl,
        @Doc("IP protocol behind extension headers.") Optional<Integer> protocol,
        @Doc("Source port of TCP, UDP or SCTP.") Optional<Integer> sourcePort,
        @Doc("Destination port of TCP, UDP or SCTP.") Optional<Integer> destinationPort,
        @Doc("Flags of TCP: FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32, ECE 64, CWR 128.")
        Optional<Integer> tcpFlags,
        @Doc("Type of the ICMP or ICMPv6 message.") Optional<Integer> icmpType) {

    /** Headers without those that later versions added. */
    public Headers(Optional<MacAddress> source, Optional<MacAddress> destination, int vlan,
            Optional<Integer> etherType, Optional<IpAddress> ipSource, Optional<IpAddress> ipDestination,
            Optional<Integer> protocol, Optional<Integer> sourcePort, Optional<Integer> destinationPort) {
        this(source, destination, Optional.empty(), vlan, 0, etherType, Optional.empty(), ipSource, ipDestination,
                Optional.empty(), Optional.empty(), protocol, sourcePort, destinationPort, Optional.empty(),
                Optional.empty());
    }

    /** The same frame with a tag, or without one. */
    public Headers withTag(Optional<Integer> other) {
        return new Headers(source, destination, other, vlan, priority, etherType, arpOperation, ipSource,
                ipDestination, dscp, ttl, protocol, sourcePort, destinationPort, tcpFlags, icmpType);
    }

    /** The same frame with another priority. */
    public Headers withPriority(int other) {
        return new Headers(source, destination, tag, vlan, other, etherType, arpOperation, ipSource,
                ipDestination, dscp, ttl, protocol, sourcePort, destinationPort, tcpFlags, icmpType);
    }

    /** The frame in a few words, such as {@code TCP 10.0.0.1:80 > 10.0.0.2:4000}. */
    public String summary() {
        if (source.isEmpty() || destination.isEmpty()) {
            return "cut within its addresses";
        }
        if (ipSource.isPresent() && ipDestination.isPresent()) {
            return protocolName() + " " + end(ipSource.get(), sourcePort) + " > "
                    + end(ipDestination.get(), destinationPort);
        }
        final String what = arpOperation.map(operation -> operation == 1 ? "ARP request"
                : operation == 2 ? "ARP reply" : "ARP operation " + operation)
                .or(() -> etherType.map(type -> "0x%04x".formatted(type))).orElse("IEEE 802.3");
        return what + " " + source.get() + " > " + destination.get();
    }

    private String protocolName() {
        return protocol.map(number -> switch (number) {
            case IpProtocol.ICMP -> "ICMP";
            case IpProtocol.IGMP -> "IGMP";
            case IpProtocol.TCP -> "TCP";
            case IpProtocol.UDP -> "UDP";
            case IpProtocol.ICMPV6 -> "ICMPv6";
            case IpProtocol.SCTP -> "SCTP";
            default -> "IP protocol " + number;
        }).orElse("IP");
    }

    private static String end(IpAddress address, Optional<Integer> port) {
        return port.map(number -> (address.version() == 6 ? "[" + address + "]" : address) + ":" + number)
                .orElseGet(address::toString);
    }
}
