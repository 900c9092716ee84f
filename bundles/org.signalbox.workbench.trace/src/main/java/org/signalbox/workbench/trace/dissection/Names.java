package org.signalbox.workbench.trace.dissection;

import java.util.List;
import org.signalbox.frame.DhcpMessage;
import org.signalbox.frame.EtherType;
import org.signalbox.frame.IcmpType;
import org.signalbox.frame.Icmpv6Type;
import org.signalbox.frame.IpProtocol;

/** What numbers in headers are called (IANA's lists); empty for those without a name here. */
final class Names {

    /** From the most significant bit on, with Wireshark's name behind. */
    static final List<String> TCP_FLAGS = List.of("CWR cwr", "ECE ece", "URG urg", "ACK ack", "PSH push", "RST reset",
            "SYN syn", "FIN fin");
    private static final List<String> DNS_CODES =
            List.of("no error", "format error", "server failure", "no such name", "not implemented", "refused");

    private Names() {
    }

    static String etherType(long type) {
        return switch ((int) type) {
            case EtherType.IPV4 -> "IPv4";
            case EtherType.ARP -> "ARP";
            case EtherType.IPV6 -> "IPv6";
            case EtherType.VLAN -> "802.1Q";
            case EtherType.SERVICE_VLAN -> "802.1ad";
            case EtherType.LLDP -> "LLDP";
            case EtherType.SLOW_PROTOCOLS -> "slow protocols";
            default -> "";
        };
    }

    static String protocol(long protocol) {
        return switch ((int) protocol) {
            case IpProtocol.ICMP -> "ICMP";
            case IpProtocol.IGMP -> "IGMP";
            case IpProtocol.TCP -> "TCP";
            case IpProtocol.UDP -> "UDP";
            case IpProtocol.GRE -> "GRE";
            case IpProtocol.ESP -> "ESP";
            case IpProtocol.ICMPV6 -> "ICMPv6";
            case IpProtocol.NO_NEXT_HEADER -> "none";
            case IpProtocol.SCTP -> "SCTP";
            default -> extension((int) protocol);
        };
    }

    static String extension(int kind) {
        return switch (kind) {
            case IpProtocol.HOP_BY_HOP -> "Hop-by-hop options";
            case IpProtocol.ROUTING -> "Routing";
            case IpProtocol.FRAGMENT -> "Fragment";
            case IpProtocol.AUTHENTICATION -> "Authentication";
            case IpProtocol.DESTINATION_OPTIONS -> "Destination options";
            case IpProtocol.MOBILITY -> "Mobility";
            default -> "";
        };
    }

    static String extensionKey(int kind) {
        return switch (kind) {
            case IpProtocol.HOP_BY_HOP -> "ipv6.hopopts";
            case IpProtocol.ROUTING -> "ipv6.routing";
            case IpProtocol.FRAGMENT -> "ipv6.fraghdr";
            case IpProtocol.AUTHENTICATION -> "ah";
            case IpProtocol.DESTINATION_OPTIONS -> "ipv6.dstopts";
            default -> "ipv6.extension";
        };
    }

    static String arpOperation(long operation) {
        return operation == 1 ? "request" : operation == 2 ? "reply" : "";
    }

    static String icmp(long type) {
        return switch ((int) type) {
            case IcmpType.ECHO_REPLY -> "echo reply";
            case IcmpType.DESTINATION_UNREACHABLE -> "destination unreachable";
            case IcmpType.REDIRECT -> "redirect";
            case IcmpType.ECHO_REQUEST -> "echo request";
            case IcmpType.TIME_EXCEEDED -> "time exceeded";
            default -> "";
        };
    }

    static String icmpv6(long type) {
        return switch ((int) type) {
            case Icmpv6Type.DESTINATION_UNREACHABLE -> "destination unreachable";
            case Icmpv6Type.PACKET_TOO_BIG -> "packet too big";
            case Icmpv6Type.TIME_EXCEEDED -> "time exceeded";
            case Icmpv6Type.ECHO_REQUEST -> "echo request";
            case Icmpv6Type.ECHO_REPLY -> "echo reply";
            case Icmpv6Type.ROUTER_SOLICITATION -> "router solicitation";
            case Icmpv6Type.ROUTER_ADVERTISEMENT -> "router advertisement";
            case Icmpv6Type.NEIGHBOR_SOLICITATION -> "neighbour solicitation";
            case Icmpv6Type.NEIGHBOR_ADVERTISEMENT -> "neighbour advertisement";
            default -> "";
        };
    }

    static String dhcp(long message) {
        return switch ((int) message) {
            case DhcpMessage.DISCOVER -> "discover";
            case DhcpMessage.OFFER -> "offer";
            case DhcpMessage.REQUEST -> "request";
            case DhcpMessage.DECLINE -> "decline";
            case DhcpMessage.ACK -> "ack";
            case DhcpMessage.NAK -> "nak";
            case DhcpMessage.RELEASE -> "release";
            case DhcpMessage.INFORM -> "inform";
            default -> "";
        };
    }

    static String dnsCode(int code) {
        return code < DNS_CODES.size() ? DNS_CODES.get(code) : "";
    }

    static String dnsType(long type) {
        return switch ((int) type) {
            case 1 -> "A";
            case 2 -> "NS";
            case 5 -> "CNAME";
            case 6 -> "SOA";
            case 12 -> "PTR";
            case 15 -> "MX";
            case 16 -> "TXT";
            case 28 -> "AAAA";
            case 33 -> "SRV";
            default -> "";
        };
    }

    /** A text of somebody else's with a dot in the place of what cannot be seen. */
    static String printable(String text) {
        return text.codePoints().map(each -> Character.isISOControl(each) || !Character.isDefined(each) ? '.' : each)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
