package org.signalbox.vswitch.itest;

import java.util.HexFormat;
import java.util.Random;

import org.signalbox.frame.EtherType;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IcmpType;
import org.signalbox.frame.Icmpv6Type;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.IpProtocol;
import org.signalbox.frame.MacAddress;
import org.signalbox.frame.TcpFlags;

/**
 * A world so small that rules and frames often meet: few stations, addresses of few digits, few ports. Its frames are
 * well-formed; each carries its number behind all headers, so that no two are alike.
 */
final class FilterWorld {
    /** Ports that stand beside each other and at the edges; none is 0, which Open vSwitch takes for "no port". */
    private static final int[] PORTS = {1, 22, 53, 79, 80, 81, 443, 1023, 1024, 8080, 32768, 65535};
    private static final int[] DIGITS = {0, 1, 127, 128, 255};
    private static final int STATIONS = 3;
    private static final int OTHER_PROTOCOLS = 5;

    private final Random random;
    private final int maxTags;
    private int number;

    /** @param maxTags how many VLAN tags frames may have */
    FilterWorld(final Random random, final int maxTags) {
        this.random = random;
        this.maxTags = maxTags;
    }

    /** A station at the machine's port, or one beyond. */
    String station(final boolean guest) {
        return "02:00:00:00:0" + (guest ? 1 : 2) + ":0" + random.nextInt(STATIONS);
    }

    int port() {
        return PORTS[random.nextInt(PORTS.length)];
    }

    private int digit() {
        return DIGITS[random.nextInt(DIGITS.length)];
    }

    private String v4() {
        return "10." + random.nextInt(2) + "." + digit() + "." + digit();
    }

    private String v6() {
        return "2001:db8:" + random.nextInt(2) + ":" + HexFormat.of().toHexDigits((byte) digit()) + "00:"
                + (random.nextInt(3) == 0 ? "8000" : "0") + ":0:0:" + HexFormat.of().toHexDigits((byte) digit());
    }

    /** An address with a length, the bits behind it zero. */
    String prefix() {
        final IpAddress address = IpAddress.parse(random.nextBoolean() ? v4() : v6());
        final int length = switch (random.nextInt(4)) {
            case 0 -> address.bits();
            case 1 -> random.nextInt(address.bits() + 1);
            default -> address.bits() / 8 * random.nextInt(9);
        };
        final long high = length >= 64 ? address.high() : length == 0 ? 0 : address.high() & -1L << 64 - length;
        final long low = length <= 64 ? 0 : length == 128 ? address.low() : address.low() & -1L << 128 - length;
        return (address.version() == 6 ? IpAddress.ofV6(high, low)
                : IpAddress.ofV4(length == 0 ? 0 : address.v4() & -1 << 32 - length)) + "/" + length;
    }

    /** A frame for the machine, or one from it. */
    byte[] frame(final boolean inbound) {
        final FrameBuilder builder = new FrameBuilder().ethernet(destination(inbound),
                MacAddress.parse(station(!inbound)));
        for (int tags = random.nextInt(3) > 0 ? 0 : random.nextInt(maxTags + 1); tags > 0; tags--) {
            builder.vlan(2 + random.nextInt(3));
        }
        switch (random.nextInt(12)) {
            case 0 -> builder.arp(1 + random.nextInt(2), MacAddress.parse(station(!inbound)), IpAddress.parse(v4()),
                    MacAddress.parse(station(inbound)), IpAddress.parse(v4()));
            case 1 -> builder.etherType(random.nextBoolean() ? 0x88B6 : 0x88CC);
            case 2, 3, 4, 5, 6 -> packetV6(builder);
            default -> packetV4(builder);
        }
        builder.payload(HexFormat.of().parseHex(HexFormat.of().toHexDigits(++number)));
        return (random.nextBoolean() ? builder.pad(60) : builder).build();
    }

    private MacAddress destination(final boolean inbound) {
        return switch (random.nextInt(8)) {
            case 0 -> MacAddress.BROADCAST;
            case 1 -> MacAddress.parse("33:33:00:00:00:01");
            default -> MacAddress.parse(station(inbound));
        };
    }

    private void packetV4(final FrameBuilder builder) {
        builder.ipv4(IpAddress.parse(v4()), IpAddress.parse(v4()));
        final boolean later = fragment(builder);
        if (random.nextInt(6) == 0) {
            builder.ipv4Options(new byte[] {1, 1, 1, 1});
        }
        transport(builder, later, IpProtocol.ICMP);
    }

    private void packetV6(final FrameBuilder builder) {
        builder.ipv6(IpAddress.parse(v6()), IpAddress.parse(v6()));
        boolean later = false;
        for (int headers = random.nextInt(3) > 0 ? 0 : 1 + random.nextInt(3); headers > 0 && !later; headers--) {
            switch (random.nextInt(4)) {
                case 0 -> builder.extension(IpProtocol.DESTINATION_OPTIONS, new byte[random.nextInt(20)]);
                case 1 -> builder.extension(IpProtocol.ROUTING, new byte[] {0, 0, 0, 0, 0, 0});
                case 2 -> builder.extension(IpProtocol.AUTHENTICATION, new byte[10]);
                default -> later = fragment(builder);
            }
        }
        transport(builder, later, IpProtocol.ICMPV6);
    }

    /** Whether it made it a fragment other than the first. */
    private boolean fragment(final FrameBuilder builder) {
        final int kind = random.nextInt(8);
        if (kind < 2) {
            builder.fragment(random.nextInt(1 << 16), kind * 8 * (1 + random.nextInt(100)), kind == 0
                    || random.nextBoolean());
        }
        return kind == 1;
    }

    private void transport(final FrameBuilder builder, final boolean later, final int icmp) {
        final int kind = random.nextInt(OTHER_PROTOCOLS);
        if (later) {
            builder.protocol(new int[] {IpProtocol.TCP, IpProtocol.UDP, icmp, IpProtocol.GRE, 200}[kind])
                    .payload(new byte[24]);
            return;
        }
        switch (kind) {
            case 0 -> builder.tcp(port(), port(), random.nextInt(), random.nextInt(),
                    random.nextBoolean() ? TcpFlags.SYN : TcpFlags.ACK, 1_000);
            case 1 -> builder.udp(port(), port());
            case 2 -> icmp(builder, icmp);
            case 3 -> builder.protocol(IpProtocol.GRE).payload(new byte[8]);
            default -> builder.protocol(200).payload(new byte[8]);
        }
    }

    private void icmp(final FrameBuilder builder, final int icmp) {
        if (random.nextInt(3) > 0) {
            builder.echo(random.nextBoolean(), 7, number);
        } else {
            builder.icmp(icmp == IpProtocol.ICMP ? IcmpType.DESTINATION_UNREACHABLE
                    : Icmpv6Type.DESTINATION_UNREACHABLE, 1, 0);
        }
    }

    /** A frame that every rule lets pass and no other of this world is like. */
    static byte[] mark(final boolean inbound, final int mark) {
        return new FrameBuilder().ethernet(MacAddress.parse("02:00:00:00:0" + (inbound ? 1 : 2) + ":99"),
                MacAddress.parse("02:00:00:00:0" + (inbound ? 2 : 1) + ":99")).etherType(MARK)
                .payload(HexFormat.of().parseHex(HexFormat.of().toHexDigits(mark))).pad(60).build();
    }

    /** The type of marks. */
    static final int MARK = 0x88B5;

    /** Whether the frame is a mark. */
    static boolean isMark(final byte[] frame) {
        return frame.length > 13 && (frame[12] & 0xFF) << 8 == (MARK & 0xFF00) && frame[13] == (byte) MARK;
    }
}
