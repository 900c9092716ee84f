package org.signalbox.vswitch.itest;

import java.nio.ByteBuffer;
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
final class FilterWorld implements FilterTerms {
    /** Ports that stand beside each other and at the edges; none is 0, which Open vSwitch takes for "no port". */
    private static final int[] PORTS = {1, 22, 53, 79, 80, 81, 443, 1023, 1024, 8080, 32768, 65535};
    private static final int[] DIGITS = {0, 1, 127, 128, 255};
    private static final int OTHER_PROTOCOLS = 5;

    private final Random random;
    private final FilterReferee referee;
    private int number;

    /** @param referee who is to judge the frames */
    FilterWorld(final Random random, final FilterReferee referee) {
        this.random = random;
        this.referee = referee;
    }

    @Override
    public Random random() {
        return random;
    }

    @Override
    public IpAddress address() {
        return random.nextBoolean() ? v4() : v6();
    }

    @Override
    public int port() {
        return PORTS[random.nextInt(PORTS.length)];
    }

    private int digit() {
        return DIGITS[random.nextInt(DIGITS.length)];
    }

    private IpAddress v4() {
        return IpAddress.parse("10." + random.nextInt(2) + "." + digit() + "." + digit());
    }

    private IpAddress v6() {
        return IpAddress.ofV6(0x2001_0DB8_0000_0000L | random.nextInt(2) << 16 | digit() << 8,
                (random.nextInt(3) == 0 ? 1L << 63 : 0) | digit());
    }

    /** A frame for the machine, or one from it. */
    byte[] frame(final boolean inbound) {
        final FrameBuilder builder = new FrameBuilder().ethernet(destination(inbound),
                station(!inbound));
        for (int tags = random.nextInt(3) > 0 ? 0 : random.nextInt(referee.tags() + 1); tags > 0; tags--) {
            builder.vlan(2 + random.nextInt(3));
        }
        switch (random.nextInt(12)) {
            case 0 -> builder.arp(1 + random.nextInt(2), station(!inbound), v4(),
                    station(inbound), v4());
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
            default -> station(inbound);
        };
    }

    private void packetV4(final FrameBuilder builder) {
        builder.ipv4(v4(), v4());
        final boolean later = fragment(builder, true);
        if (random.nextInt(6) == 0) {
            builder.ipv4Options(new byte[] {1, 1, 1, 1});
        }
        transport(builder, later, IpProtocol.ICMP);
    }

    private void packetV6(final FrameBuilder builder) {
        builder.ipv6(v6(), v6());
        boolean later = false;
        boolean whole = true;
        for (int headers = random.nextInt(3) > 0 ? 0 : 1 + random.nextInt(3); headers > 0 && !later; headers--) {
            switch (random.nextInt(referee.looksBehindAuthentication() ? 4 : 3)) {
                case 0 -> builder.extension(IpProtocol.DESTINATION_OPTIONS, new byte[random.nextInt(20)]);
                case 1 -> builder.extension(IpProtocol.ROUTING, new byte[] {0, 0, 0, 0, 0, 0});
                case 2 -> {
                    later = whole && fragment(builder, referee.knowsLaterFragments());
                    whole = false;
                }
                default -> builder.extension(IpProtocol.AUTHENTICATION, new byte[10]);
            }
        }
        transport(builder, later, IpProtocol.ICMPV6);
    }

    /** Perhaps makes the packet a fragment; whether it made it one other than the first. */
    private boolean fragment(final FrameBuilder builder, final boolean mayBeLater) {
        final boolean later = mayBeLater && random.nextInt(6) == 0;
        if (later || random.nextInt(6) == 0) {
            builder.fragment(random.nextInt(1 << 16), later ? 8 * (1 + random.nextInt(100)) : 0,
                    !later || random.nextBoolean());
        }
        return later;
    }

    /** Behind what makes it a fragment; a later one holds what could be taken for ports. */
    private void transport(final FrameBuilder builder, final boolean later, final int icmp) {
        final int kind = random.nextInt(OTHER_PROTOCOLS);
        if (later) {
            builder.protocol(new int[] {IpProtocol.TCP, IpProtocol.UDP, icmp, IpProtocol.GRE, 200}[kind])
                    .payload(ByteBuffer.allocate(24).putShort((short) port()).putShort((short) port()).array());
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

    /** A frame that no rule is about. */
    static byte[] mark(final boolean inbound) {
        final MacAddress guest = MacAddress.parse("02:00:00:00:01:99");
        final MacAddress other = MacAddress.parse("02:00:00:00:02:99");
        return new FrameBuilder().ethernet(inbound ? guest : other, inbound ? other : guest).etherType(0x88B5)
                .payload(new byte[46]).build();
    }
}
