package org.signalbox.extension.filtering;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.IpProtocol;
import org.signalbox.frame.MacAddress;
import org.signalbox.frame.TcpFlags;

/** Packets for tests of extended access lists: what they are, as a frame, and drawn from a small world. */
final class Packets {
    static final MacAddress M1 = MacAddress.parse("02:00:00:00:00:01");
    static final MacAddress M2 = MacAddress.parse("02:00:00:00:00:02");

    static final int SYN = TcpFlags.SYN;
    static final int ACK = TcpFlags.ACK;
    static final int SYN_ACK = TcpFlags.SYN | TcpFlags.ACK;
    static final int FIN = TcpFlags.FIN | TcpFlags.ACK;
    static final int RST = TcpFlags.RST;

    private static final int ETHERNET = 14;
    private static final int SNAP_HEADER = 8;
    private static final int[] FLAGS = {SYN, SYN, SYN_ACK, ACK, ACK, ACK, FIN, RST, SYN | TcpFlags.FIN, 0};
    private static final int[] PORTS = {0, 1, 22, 80, 65_535};
    private static final int[] ICMP_TYPES = {0, 8, 3, 5, 11, 13};
    private static final int[] ICMPV6_TYPES = {128, 129, 1, 2, 135, 136};

    private Packets() {
    }

    /** What of a packet is there. */
    enum Shape {
        WHOLE, FIRST, LATER,
        /** A first fragment that ends before its transport header does. */
        TINY,
        /** IPv6: its chain of extension headers has more than are followed. */
        CHAINED
    }

    /**
     * @param sourcePort of TCP and UDP; of ICMP the identifier
     * @param detail     flags of TCP, type of ICMP
     */
    record Packet(boolean inbound, IpAddress source, IpAddress destination, int protocol, int sourcePort,
            int destinationPort, int detail, Shape shape) {

        IpAddress local() {
            return inbound ? destination : source;
        }

        IpAddress remote() {
            return inbound ? source : destination;
        }

        int localPort() {
            return inbound ? destinationPort : sourcePort;
        }

        int remotePort() {
            return inbound ? sourcePort : destinationPort;
        }

        Packet back(final int answer) {
            return new Packet(!inbound, destination, source, protocol, isIcmp() ? sourcePort : destinationPort,
                    isIcmp() ? destinationPort : sourcePort, answer, Shape.WHOLE);
        }

        Packet with(final int other) {
            return new Packet(inbound, source, destination, protocol, sourcePort, destinationPort, other, shape);
        }

        Packet as(final Shape other) {
            return new Packet(inbound, source, destination, protocol, sourcePort, destinationPort, detail, other);
        }

        boolean isIcmp() {
            return protocol == (source.version() == 4 ? 1 : 58);
        }
    }

    static Packet tcp(final boolean inbound, final String local, final int localPort, final String remote,
            final int remotePort, final int flags) {
        return of(inbound, local, remote, IpProtocol.TCP, localPort, remotePort, flags);
    }

    static Packet udp(final boolean inbound, final String local, final int localPort, final String remote,
            final int remotePort) {
        return of(inbound, local, remote, IpProtocol.UDP, localPort, remotePort, 0);
    }

    static Packet icmp(final boolean inbound, final String local, final String remote, final int type,
            final int identifier) {
        final IpAddress here = IpAddress.parse(local);
        final IpAddress there = IpAddress.parse(remote);
        return new Packet(inbound, inbound ? there : here, inbound ? here : there, here.version() == 4 ? 1 : 58,
                identifier, 0, type, Shape.WHOLE);
    }

    private static Packet of(final boolean inbound, final String local, final String remote, final int protocol,
            final int localPort, final int remotePort, final int detail) {
        final IpAddress here = IpAddress.parse(local);
        final IpAddress there = IpAddress.parse(remote);
        return new Packet(inbound, inbound ? there : here, inbound ? here : there, protocol,
                inbound ? remotePort : localPort, inbound ? localPort : remotePort, detail, Shape.WHOLE);
    }

    /** The packet as a frame. */
    static FrameBuilder frame(final FrameBuilder builder, final Packet packet) {
        builder.ethernet(M1, M2);
        final boolean v4 = packet.source.version() == 4;
        final FrameBuilder ip = v4 ? builder.ipv4(packet.source, packet.destination)
                : builder.ipv6(packet.source, packet.destination);
        switch (packet.shape) {
            case FIRST -> ip.fragment(7, 0, true);
            case LATER -> ip.fragment(7, 64, (packet.detail & 1) == 0);
            case TINY -> ip.fragment(7, 0, true);
            case CHAINED -> {
                for (int i = 0; i < 9; i++) {
                    ip.extension(IpProtocol.DESTINATION_OPTIONS, new byte[6]);
                }
            }
            case WHOLE -> {
            }
        }
        if (packet.shape == Shape.LATER) {
            return ip.protocol(packet.protocol).payload(new byte[32]);
        }
        if (packet.shape == Shape.TINY) {
            return tiny(ip, packet, v4);
        }
        return switch (packet.protocol) {
            case IpProtocol.TCP -> ip.tcp(packet.sourcePort, packet.destinationPort, 1, 2, packet.detail, 100);
            case IpProtocol.UDP -> ip.udp(packet.sourcePort, packet.destinationPort).payload(new byte[16]);
            case 1, 58 -> packet.isIcmp() ? ip.icmp(packet.detail, 0, packet.sourcePort << 16 | 1)
                    : ip.protocol(packet.protocol).payload(new byte[16]);
            default -> ip.protocol(packet.protocol).payload(new byte[16]);
        };
    }

    /** How a frame hides its IP header from who filters, and not from who receives it. */
    enum Disguise {
        TAGS, SNAP, TAGGED_SNAP, SNAP_TAG, BRIDGE_TUNNEL, WRONG_LENGTH
    }

    /** A frame whose IP header stands behind more than is looked through. */
    static FrameBuilder disguised(final FrameBuilder builder, final byte[] frame, final Disguise as) {
        final byte[] packet = Arrays.copyOfRange(frame, ETHERNET, frame.length);
        final int type = (frame[ETHERNET - 2] & 0xFF) << 8 | frame[ETHERNET - 1] & 0xFF;
        builder.ethernet(M1, M2);
        for (int tags = as == Disguise.TAGS ? 10 : as == Disguise.TAGGED_SNAP ? 8 : 0; tags > 0; tags--) {
            builder.vlan(0);
        }
        if (as == Disguise.TAGS) {
            return builder.etherType(type).payload(packet);
        }
        final byte[] tag = HexFormat.of().parseHex(as == Disguise.SNAP_TAG ? "81000000" : "");
        return builder.etherType(as == Disguise.WRONG_LENGTH ? 3 : SNAP_HEADER + tag.length + packet.length)
                .payload(HexFormat.of().parseHex(as == Disguise.BRIDGE_TUNNEL ? "aaaa030000f8" : "aaaa03000000"))
                .payload(tag).payload(new byte[] {(byte) (type >>> 8), (byte) type}).payload(packet);
    }

    /** Ports, and not the flags; of IPv6 the fragment ends in an extension header. */
    private static FrameBuilder tiny(final FrameBuilder ip, final Packet packet, final boolean v4) {
        if (!v4) {
            return ip.protocol(IpProtocol.DESTINATION_OPTIONS).payload(new byte[] {(byte) packet.protocol, 9, 0, 0, 0,
                0, 0, 0});
        }
        final byte[] ports = {(byte) (packet.sourcePort >>> 8), (byte) packet.sourcePort,
            (byte) (packet.destinationPort >>> 8), (byte) packet.destinationPort, 0, 0, 0, 0};
        return ip.protocol(packet.protocol).payload(packet.protocol == IpProtocol.TCP ? ports : new byte[3]);
    }

    /** Any packet of the small world. */
    static Packet draw(final Random random) {
        final boolean v4 = random.nextInt(3) > 0;
        final int protocol = new int[] {6, 6, 6, 17, 17, v4 ? 1 : 58, v4 ? 1 : 58, 47, v4 ? 58 : 1}[random.nextInt(9)];
        final int port = PORTS[random.nextInt(PORTS.length)];
        final int detail = protocol == 6 ? FLAGS[random.nextInt(FLAGS.length)]
                : v4 ? ICMP_TYPES[random.nextInt(ICMP_TYPES.length)]
                        : ICMPV6_TYPES[random.nextInt(ICMPV6_TYPES.length)];
        final Shape shape = random.nextInt(8) > 0 ? Shape.WHOLE
                : Shape.values()[random.nextInt(v4 ? 4 : 5)];
        return new Packet(random.nextBoolean(), address(random, v4), address(random, v4), protocol, port,
                PORTS[random.nextInt(PORTS.length)], detail, shape);
    }

    static IpAddress address(final Random random, final boolean v4) {
        return v4 ? IpAddress.ofV4(0x0A00_0000 + random.nextInt(4)) : IpAddress.ofV6(0xFD00L << 48, random.nextInt(4));
    }
}
