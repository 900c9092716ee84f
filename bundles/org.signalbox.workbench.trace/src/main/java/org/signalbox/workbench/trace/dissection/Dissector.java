package org.signalbox.workbench.trace.dissection;

import java.util.ArrayList;
import java.util.List;
import org.signalbox.frame.EtherType;
import org.signalbox.frame.IpProtocol;

/**
 * Reads the headers of a frame one after the other. Names and ranges of fields are those of Wireshark's dissectors. Each
 * header goes on where the one before ended, so it ends with the bytes; where something does not fit, the rest is data.
 */
final class Dissector {

    private static final int ETHERNET = 14;
    private static final int TAG = 4;
    private static final int MOST_TAGS = 8;
    private static final int ARP = 28;

    private final byte[] frame;
    private final List<Field> headers = new ArrayList<>();
    private int position;
    private int end;

    Dissector(byte[] frame) {
        this.frame = frame;
        this.end = frame.length;
    }

    List<Field> headers() {
        if (frame.length > 0) {
            final int type = ethernet();
            switch (type) {
                case EtherType.ARP -> arp();
                case EtherType.IPV4, EtherType.IPV6 -> ip(type == EtherType.IPV6);
                default -> {
                }
            }
            data(end);
            end = frame.length;
            padding();
        }
        return headers;
    }

    private Header header(String key, String name) {
        return new Header(frame, position, end, key, name);
    }

    private void took(Field header) {
        headers.add(header);
        position = header.offset() + header.length();
    }

    /** The EtherType behind all tags; -1 where there is none. */
    private int ethernet() {
        final Header header = header("eth", "Ethernet");
        header.mac("eth.dst", "Destination", 0).mac("eth.src", "Source", 6);
        int type = header.has(12, 2) ? header.u16(12) : -1;
        final boolean isLength = type >= 0 && type < EtherType.MINIMUM;
        if (isLength) {
            header.number("eth.len", "Length", 12, 2);
        } else {
            header.hex("eth.type", "Type", 12, 2, Names::etherType);
        }
        took(header.of(ETHERNET, ""));
        for (int tags = 0; EtherType.isTag(type) && tags < MOST_TAGS && position < end; tags++) {
            type = tag(type == EtherType.SERVICE_VLAN);
        }
        return isLength ? -1 : type;
    }

    private int tag(boolean service) {
        final String key = service ? "ieee8021ad" : "vlan";
        final Header header = header(key, service ? "802.1ad service tag" : "802.1Q VLAN tag");
        final int size = service ? 1 : 2;
        header.bits(key + ".priority", "Priority", 0, size, 8 * size - 3, 3)
                .bits(key + ".dei", "Drop eligible", 0, size, 8 * size - 4, 1)
                .bits(key + ".id", "VLAN", 0, 2, 0, 12)
                .hex(service ? "ieee8021ah.etype" : "vlan.etype", "Type", 2, 2, Names::etherType);
        final int type = header.has(2, 2) ? header.u16(2) : -1;
        took(header.of(TAG, header.has(0, 2) ? "VLAN " + header.part(0, 2, 0, 12) : ""));
        return type;
    }

    private void arp() {
        final Header header = header("arp", "ARP");
        header.number("arp.hw.type", "Hardware type", 0, 2, value -> value == 1 ? "Ethernet" : "")
                .hex("arp.proto.type", "Protocol type", 2, 2, Names::etherType)
                .number("arp.hw.size", "Hardware size", 4, 1).number("arp.proto.size", "Protocol size", 5, 1)
                .number("arp.opcode", "Operation", 6, 2, Names::arpOperation);
        if (header.get(0, 6) == 0x0001_0800_0604L) {
            header.mac("arp.src.hw_mac", "Sender MAC", 8).ip4("arp.src.proto_ipv4", "Sender IP", 14)
                    .mac("arp.dst.hw_mac", "Target MAC", 18).ip4("arp.dst.proto_ipv4", "Target IP", 24);
            took(header.of(ARP, Names.arpOperation(header.u16(6))));
        } else {
            took(header.of(8, ""));
        }
    }

    private void ip(boolean six) {
        final IpHeaders ip = new IpHeaders(frame, position, end);
        final boolean sound = six ? ip.six() : ip.four();
        ip.headers().forEach(this::took);
        if (!sound) {
            return;
        }
        end = ip.end();
        if (ip.isLaterFragment()) {
            return;
        }
        switch (ip.protocol()) {
            case IpProtocol.TCP -> took(TransportHeaders.tcp(header("tcp", "TCP")));
            case IpProtocol.UDP -> udp();
            case IpProtocol.ICMP -> took(TransportHeaders.icmp(header("icmp", "ICMP")));
            case IpProtocol.ICMPV6 -> took(TransportHeaders.icmpv6(header("icmpv6", "ICMPv6"), end - position));
            default -> {
            }
        }
    }

    private void udp() {
        final Header header = header("udp", "UDP");
        final Field udp = TransportHeaders.udp(header);
        final int source = header.u16(0);
        final int destination = header.u16(2);
        took(udp);
        if (position >= end) {
            return;
        }
        if (DhcpHeaders.isPort(source) || DhcpHeaders.isPort(destination)) {
            took(DhcpHeaders.dhcp(header("dhcp", "DHCP"), end - position));
        } else if (source == DnsHeaders.PORT || destination == DnsHeaders.PORT) {
            took(new DnsHeaders(frame, position, end).dns());
        }
    }

    private void data(int until) {
        if (position < until) {
            final int size = until - position;
            took(header("data", "Data").raw("data.data", "Bytes", 0, size).of(size, size + " bytes"));
        }
    }

    private void padding() {
        if (position < end) {
            final int size = end - position;
            took(header("eth.padding", "Padding").raw("eth.trailer", "Bytes", 0, size).of(size, size + " bytes"));
        }
    }
}
