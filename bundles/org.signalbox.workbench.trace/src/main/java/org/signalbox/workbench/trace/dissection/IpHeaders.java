package org.signalbox.workbench.trace.dissection;

import java.util.ArrayList;
import java.util.List;
import org.signalbox.frame.IpProtocol;

/** IPv4 (RFC 791), and IPv6 with its extension headers (RFC 8200). */
final class IpHeaders {

    private static final int MOST_EXTENSIONS = 16;
    private static final int V4 = 20;
    private static final int V6 = 40;

    private final byte[] frame;
    private final List<Field> headers = new ArrayList<>();
    private int position;
    private int end;
    private int protocol = -1;
    private boolean laterFragment;

    IpHeaders(byte[] frame, int position, int end) {
        this.frame = frame;
        this.position = position;
        this.end = end;
    }

    List<Field> headers() {
        return headers;
    }

    /** Where the packet ends; what follows in the frame is padding. */
    int end() {
        return end;
    }

    /** Of what follows; -1 where nothing can be said of it. */
    int protocol() {
        return protocol;
    }

    /** Whether what follows is the middle of something. */
    boolean isLaterFragment() {
        return laterFragment;
    }

    private Header header(String key, String name) {
        return new Header(frame, position, end, key, name);
    }

    private void took(Field header) {
        headers.add(header);
        position = header.offset() + header.length();
    }

    /** Whether it is a header that says what follows. */
    boolean four() {
        final Header ip = header("ip", "IPv4");
        final int size = (int) ip.part(0, 1, 0, 4) * 4;
        if (!ip.has(0, V4) || ip.part(0, 1, 4, 4) != 4 || size < V4) {
            took(ip.raw("ip.malformed", "Bytes", 0, Math.min(V4, end - position)).of(end - position, "malformed"));
            return false;
        }
        ip.bits("ip.version", "Version", 0, 1, 4, 4)
                .add("ip.hdr_len", "Header length", String.valueOf(size), "", 0, 1)
                .hex("ip.dsfield", "Differentiated services", 1, 1)
                .under(field -> field.bits("ip.dsfield.dscp", "DSCP", 1, 1, 2, 6)
                        .bits("ip.dsfield.ecn", "ECN", 1, 1, 0, 2))
                .number("ip.len", "Total length", 2, 2).hex("ip.id", "Identification", 4, 2)
                .add("ip.flags", "Flags", Header.hexadecimal(ip.part(6, 1, 5, 3), 2), "", 6, 1)
                .under(field -> field.flag("ip.flags.rb", "Reserved", 6, 1, 7)
                        .flag("ip.flags.df", "Don't fragment", 6, 1, 6)
                        .flag("ip.flags.mf", "More fragments", 6, 1, 5))
                .add("ip.frag_offset", "Fragment offset", String.valueOf(ip.part(6, 2, 0, 13)),
                        "byte " + ip.part(6, 2, 0, 13) * 8, 6, 2)
                .number("ip.ttl", "Time to live", 8, 1).number("ip.proto", "Protocol", 9, 1, Names::protocol)
                .hex("ip.checksum", "Checksum", 10, 2)
                .ip4("ip.src", "Source", 12).ip4("ip.dst", "Destination", 16);
        if (size > V4) {
            ip.raw("ip.options", "Options", V4, size - V4);
        }
        laterFragment = ip.part(6, 2, 0, 13) != 0;
        protocol = ip.u8(9);
        final int total = ip.u16(2);
        took(ip.of(size, Names.protocol(protocol)));
        end = total < size ? end : Math.min(end, position - size + total);
        return position <= end;
    }

    /** Whether it and its extension headers say what follows. */
    boolean six() {
        final Header ip = header("ipv6", "IPv6");
        if (!ip.has(0, V6) || ip.part(0, 1, 4, 4) != 6) {
            took(ip.raw("ipv6.malformed", "Bytes", 0, Math.min(V6, end - position)).of(end - position, "malformed"));
            return false;
        }
        ip.bits("ipv6.version", "Version", 0, 1, 4, 4)
                .add("ipv6.tclass", "Traffic class", Header.hexadecimal(ip.part(0, 4, 20, 8), 8), "", 0, 4)
                .under(field -> field.bits("ipv6.tclass.dscp", "DSCP", 0, 4, 22, 6)
                        .bits("ipv6.tclass.ecn", "ECN", 0, 4, 20, 2))
                .add("ipv6.flow", "Flow label", Header.hexadecimal(ip.part(1, 3, 0, 20), 6), "", 1, 3)
                .number("ipv6.plen", "Payload length", 4, 2).number("ipv6.nxt", "Next header", 6, 1, Names::protocol)
                .number("ipv6.hlim", "Hop limit", 7, 1)
                .ip6("ipv6.src", "Source", 8).ip6("ipv6.dst", "Destination", 24);
        final int payload = ip.u16(4);
        int next = ip.u8(6);
        took(ip.of(V6, Names.protocol(next)));
        end = payload == 0 ? end : Math.min(end, position + payload);
        for (int count = 0; IpProtocol.isExtensionHeader(next) && !laterFragment; count++) {
            next = count < MOST_EXTENSIONS ? extension(next) : -1;
        }
        protocol = next;
        return true;
    }

    /** The kind of the next header; -1 where this one is not wholly there. */
    private int extension(int kind) {
        final String key = Names.extensionKey(kind);
        final Header header = header(key, Names.extension(kind));
        final boolean isFragment = kind == IpProtocol.FRAGMENT;
        final int size = isFragment ? 8
                : kind == IpProtocol.AUTHENTICATION ? (header.u8(1) + 2) * 4 : (header.u8(1) + 1) * 8;
        if (!header.has(0, 8) || !header.has(0, size)) {
            took(header.of(end - position, "cut"));
            return -1;
        }
        header.number(nextKey(kind, key), "Next header", 0, 1, Names::protocol);
        if (isFragment) {
            header.bits(key + ".offset", "Offset, in units of 8 bytes", 2, 2, 3, 13)
                    .flag(key + ".more", "More fragments", 2, 2, 0).hex(key + ".ident", "Identification", 4, 4);
            laterFragment = header.part(2, 2, 3, 13) != 0;
        } else {
            header.number(lengthKey(kind, key), "Length", 1, 1);
            if (kind == IpProtocol.ROUTING) {
                header.number(key + ".type", "Type", 2, 1).number(key + ".segleft", "Segments left", 3, 1);
            } else if (kind == IpProtocol.AUTHENTICATION) {
                header.hex("ah.spi", "Security parameters index", 4, 4);
            }
        }
        final int next = header.u8(0);
        took(header.of(size, Names.protocol(next)));
        return next;
    }

    private static String nextKey(int kind, String key) {
        return kind == IpProtocol.AUTHENTICATION ? "ah.next_header" : key + ".nxt";
    }

    private static String lengthKey(int kind, String key) {
        return kind == IpProtocol.AUTHENTICATION ? "ah.length" : key + ".len";
    }
}
