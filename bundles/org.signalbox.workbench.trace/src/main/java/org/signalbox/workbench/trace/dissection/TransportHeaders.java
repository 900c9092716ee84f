package org.signalbox.workbench.trace.dissection;

import org.signalbox.frame.IcmpType;
import org.signalbox.frame.Icmpv6Type;

/** TCP (RFC 9293), UDP (RFC 768), ICMP (RFC 792) and ICMPv6 with neighbour discovery (RFC 4443, 4861). */
final class TransportHeaders {

    private static final int TCP = 20;
    private static final int UDP = 8;
    private static final int ICMP = 8;
    private static final int MOST_OPTIONS = 40;

    private TransportHeaders() {
    }

    static Field tcp(Header tcp) {
        final int size = Math.max(TCP, (int) tcp.part(12, 1, 4, 4) * 4);
        tcp.number("tcp.srcport", "Source port", 0, 2).number("tcp.dstport", "Destination port", 2, 2)
                .number("tcp.seq_raw", "Sequence number", 4, 4).number("tcp.ack_raw", "Acknowledgement", 8, 4)
                .add("tcp.hdr_len", "Header length", String.valueOf(tcp.part(12, 1, 4, 4) * 4), "", 12, 1)
                .add("tcp.flags", "Flags", Header.hexadecimal(tcp.part(12, 2, 0, 12), 4), flags(tcp.u8(13)), 12, 2)
                .under(flags -> {
                    for (int bit = 0; bit < Names.TCP_FLAGS.size(); bit++) {
                        final String[] names = Names.TCP_FLAGS.get(bit).split(" ");
                        flags.flag("tcp.flags." + names[1], names[0], 13, 1, 7 - bit);
                    }
                })
                .number("tcp.window_size_value", "Window", 14, 2).hex("tcp.checksum", "Checksum", 16, 2)
                .number("tcp.urgent_pointer", "Urgent pointer", 18, 2);
        if (size > TCP) {
            tcp.raw("tcp.options", "Options", TCP, size - TCP).under(options -> options(options, size));
        }
        return tcp.of(size, ports(tcp) + (tcp.has(13, 1) ? " " + flags(tcp.u8(13)) : ""));
    }

    private static String flags(int bits) {
        final StringBuilder text = new StringBuilder();
        for (int bit = Names.TCP_FLAGS.size() - 1; bit >= 0; bit--) {
            if ((bits >>> 7 - bit & 1) != 0) {
                text.append(text.isEmpty() ? "" : ", ").append(Names.TCP_FLAGS.get(bit).split(" ")[0]);
            }
        }
        return text.toString();
    }

    private static void options(Header tcp, int size) {
        int at = TCP;
        for (int count = 0; count < MOST_OPTIONS && at < size; count++) {
            final int kind = tcp.u8(at);
            final int length = kind <= 1 ? 1 : tcp.u8(at + 1);
            if (kind == 0 || length < 1 || at + length > size || !tcp.has(at, length)) {
                return;
            }
            if (kind == 2 && length == 4) {
                tcp.number("tcp.options.mss_val", "Maximum segment size", at + 2, 2);
            } else if (kind == 3 && length == 3) {
                tcp.number("tcp.options.wscale.shift", "Window scale", at + 2, 1);
            } else if (kind == 8 && length == 10) {
                tcp.number("tcp.options.timestamp.tsval", "Timestamp", at + 2, 4)
                        .number("tcp.options.timestamp.tsecr", "Timestamp echo", at + 6, 4);
            }
            at += length;
        }
    }

    static Field udp(Header udp) {
        udp.number("udp.srcport", "Source port", 0, 2).number("udp.dstport", "Destination port", 2, 2)
                .number("udp.length", "Length", 4, 2).hex("udp.checksum", "Checksum", 6, 2);
        return udp.of(UDP, ports(udp));
    }

    private static String ports(Header header) {
        return header.has(0, 4) ? header.u16(0) + " > " + header.u16(2) : "";
    }

    static Field icmp(Header icmp) {
        final int type = icmp.u8(0);
        icmp.number("icmp.type", "Type", 0, 1, Names::icmp).number("icmp.code", "Code", 1, 1)
                .hex("icmp.checksum", "Checksum", 2, 2);
        if (type == IcmpType.ECHO_REQUEST || type == IcmpType.ECHO_REPLY) {
            icmp.number("icmp.ident", "Identifier", 4, 2).number("icmp.seq", "Sequence", 6, 2);
        }
        return icmp.of(ICMP, icmp.has(0, 1) ? Names.icmp(type) : "");
    }

    /** @param room bytes of the packet that are left for it */
    static Field icmpv6(Header icmp, int room) {
        final int type = icmp.u8(0);
        icmp.number("icmpv6.type", "Type", 0, 1, Names::icmpv6).number("icmpv6.code", "Code", 1, 1)
                .hex("icmpv6.checksum", "Checksum", 2, 2);
        int size = ICMP;
        switch (type) {
            case Icmpv6Type.ECHO_REQUEST, Icmpv6Type.ECHO_REPLY ->
                    icmp.hex("icmpv6.echo.identifier", "Identifier", 4, 2)
                            .number("icmpv6.echo.sequence_number", "Sequence", 6, 2);
            case Icmpv6Type.NEIGHBOR_SOLICITATION -> {
                icmp.ip6("icmpv6.nd.ns.target_address", "Target", 8);
                size = neighbours(icmp, 24, room);
            }
            case Icmpv6Type.NEIGHBOR_ADVERTISEMENT -> {
                icmp.flag("icmpv6.nd.na.flag.r", "Router", 4, 4, 31).flag("icmpv6.nd.na.flag.s", "Solicited", 4, 4, 30)
                        .flag("icmpv6.nd.na.flag.o", "Override", 4, 4, 29)
                        .ip6("icmpv6.nd.na.target_address", "Target", 8);
                size = neighbours(icmp, 24, room);
            }
            case Icmpv6Type.ROUTER_ADVERTISEMENT -> {
                icmp.number("icmpv6.nd.ra.cur_hop_limit", "Hop limit", 4, 1)
                        .number("icmpv6.nd.ra.router_lifetime", "Router lifetime", 6, 2);
                size = neighbours(icmp, 16, room);
            }
            default -> {
            }
        }
        return icmp.of(size, icmp.has(0, 1) ? Names.icmpv6(type) : "");
    }

    /** The options of neighbour discovery; where they end. */
    private static int neighbours(Header icmp, int from, int room) {
        int at = from;
        for (int count = 0; count < MOST_OPTIONS && at < room; count++) {
            final int size = icmp.u8(at + 1) * 8;
            if (size == 0 || !icmp.has(at, size)) {
                return at;
            }
            if (icmp.u8(at) <= 2 && size == 8) {
                icmp.mac("icmpv6.opt.linkaddr", icmp.u8(at) == 1 ? "Source MAC" : "Target MAC", at + 2);
            }
            at += size;
        }
        return at;
    }
}
