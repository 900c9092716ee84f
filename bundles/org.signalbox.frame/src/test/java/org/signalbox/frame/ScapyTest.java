package org.signalbox.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Builds the frames that scapy built (scapy-frames.py), byte for byte, in its order. */
class ScapyTest {

    private static final MacAddress A = MacAddress.parse("02:00:00:00:00:01");
    private static final MacAddress B = MacAddress.parse("02:00:00:00:00:02");
    private static final MacAddress NOBODY = new MacAddress(0);

    private final List<byte[]> ours = new ArrayList<>();
    private final byte[] odd = ascending(1, 99);
    private List<byte[]> theirs;

    @BeforeEach
    void readFrames() throws IOException {
        try (InputStream file = ScapyTest.class.getResourceAsStream("scapy-frames.pcap")) {
            theirs = Pcap.read(file.readAllBytes());
        }
    }

    private static byte[] ascending(final int first, final int count) {
        final byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    private static IpAddress ip(final String text) {
        return IpAddress.parse(text);
    }

    private static FrameBuilder ethernet() {
        return new FrameBuilder().ethernet(B, A);
    }

    private static FrameBuilder v4(final FrameBuilder builder) {
        return builder.ipv4(ip("10.0.0.1"), ip("192.168.255.254"));
    }

    private static FrameBuilder near() {
        return ethernet().ipv4(ip("10.0.0.1"), ip("10.0.0.2"));
    }

    private static FrameBuilder v6() {
        return ethernet().ipv6(ip("2001:db8::1"), ip("fe80::ffff:2"));
    }

    private void add(final FrameBuilder builder) {
        ours.add(builder.build());
    }

    @Test
    void shouldBuildWhatScapyBuilds() {
        add(new FrameBuilder().ethernet(MacAddress.BROADCAST, A).arp(1, A, ip("10.0.0.1"), NOBODY, ip("10.0.0.2")));
        add(ethernet().tag(EtherType.VLAN, 5 << 13 | 10).arp(2, A, ip("10.0.0.1"), B, ip("10.0.0.2")));
        add(v4(ethernet()).echo(true, 0x1234, 7).payload(odd));
        add(v4(ethernet().tag(EtherType.SERVICE_VLAN, 0x3064).vlan(4094)).echo(false, 0x1234, 7).payload(odd));
        add(near().ttl(3).trafficClass(0xB9).dontFragment().udp(68, 67).payload(odd));
        add(v4(ethernet()).udp(1, 65535).checksum(0).payload(odd));
        add(v4(ethernet()).tcp(80, 40000, -1, 0x8000_0000, TcpFlags.SYN | TcpFlags.ECE | TcpFlags.CWR, 65535)
                .tcpOptions(new byte[] {2, 4, 5, (byte) 0xB4, 1, 3, 3, 7}));
        add(v4(ethernet()).tcp(80, 40000, 1, 2, TcpFlags.PSH | TcpFlags.ACK, 512).payload(odd));
        add(near().ipv4Options(new byte[] {1, 1, 1, 1, 1, 1, 1, 1}).udp(5, 6).payload(odd));
        add(near().fragment(77, 0, true).udp(5, 6).checksum(0x4321).payload(new byte[24]));
        add(near().fragment(77, 32, false).protocol(IpProtocol.UDP).payload(odd));
        add(v6().udp(5, 6).payload(odd));
        add(ethernet().ipv6(ip("2001:db8::1"), ip("fe80::2")).trafficClass(0xAB).flowLabel(0x12345).ttl(1)
                .tcp(80, 40000, 1, 2, TcpFlags.FIN | TcpFlags.RST, 512).payload(odd));
        add(v6().echo(true, 1, 2).payload(ascending(0, 33)));
        add(v6().echo(false, 1, 2));
        add(v6().neighborSolicitation(ip("fe80::1234"), A));
        add(v6().neighborAdvertisement(ip("fe80::1234"), A, true));
        add(v6().extension(IpProtocol.HOP_BY_HOP, new byte[] {1, 4})
                .extension(IpProtocol.DESTINATION_OPTIONS, new byte[] {1, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})
                .udp(5, 6).payload(odd));
        add(v6().extension(IpProtocol.ROUTING, route(2)).tcp(80, 40000, 1, 2, TcpFlags.ACK, 512).payload(odd));
        add(v6().extension(IpProtocol.ROUTING, route(0)).udp(5, 6).payload(odd));
        add(v6().fragment(0xCAFE_BABE, 24, true).protocol(IpProtocol.UDP).payload(ascending(0, 48)));
        final DhcpMessage discover = new DhcpMessage(DhcpMessage.BOOT_REQUEST, 0, 0x12345678, 0, 0x8000, ip("0.0.0.0"),
                ip("0.0.0.0"), ip("0.0.0.0"), ip("0.0.0.0"), A,
                List.of(DhcpOption.ofByte(DhcpOption.MESSAGE_TYPE, DhcpMessage.DISCOVER)));
        add(new FrameBuilder().ethernet(MacAddress.BROADCAST, A).ipv4(ip("0.0.0.0"), ip("255.255.255.255")).udp(68, 67)
                .dhcp(discover.with(DhcpOption.ofText(DhcpOption.HOST_NAME, "guest"))
                        .with(new DhcpOption(DhcpOption.PARAMETER_REQUEST_LIST, new byte[] {1, 3, 6}))));
        add(new FrameBuilder().ethernet(MacAddress.BROADCAST, A).ipv4(ip("10.0.0.254"), ip("255.255.255.255"))
                .udp(67, 68).dhcp(discover.answer(DhcpMessage.OFFER, ip("10.0.0.7"), ip("10.0.0.254"))
                        .with(DhcpOption.ofInt(DhcpOption.LEASE_TIME, 3600))
                        .with(DhcpOption.ofAddress(DhcpOption.SUBNET_MASK, ip("255.255.255.0")))
                        .with(DhcpOption.ofAddress(DhcpOption.ROUTER, ip("10.0.0.254")))));
        add(new FrameBuilder().ethernet(MacAddress.parse("01:80:c2:00:00:00"), A).payload(new byte[] {0x42, 0x42, 3})
                .payload(new byte[35]));
        add(v4(ethernet()).echo(true, 1, 1).pad(60));

        assertEquals(theirs.size(), ours.size());
        for (int i = 0; i < ours.size(); i++) {
            assertEquals(HexFormat.of().formatHex(theirs.get(i)), HexFormat.of().formatHex(ours.get(i)), "frame " + i);
        }
    }

    private static byte[] route(final int segmentsLeft) {
        final byte[] body = new byte[6 + 32];
        body[1] = (byte) segmentsLeft;
        System.arraycopy(ip("2001:db8::7").toBytes(), 0, body, 6, 16);
        System.arraycopy(ip("2001:db8::8").toBytes(), 0, body, 22, 16);
        return body;
    }

    @Test
    void shouldReadTheDhcpMessagesOfScapy() {
        final DhcpMessage discover = FrameView.of(theirs.get(21)).dhcp().orElseThrow();
        assertEquals(DhcpMessage.DISCOVER, discover.messageType());
        assertEquals("guest", discover.option(DhcpOption.HOST_NAME).orElseThrow().asText());
        assertEquals(A, discover.hardware());
        final DhcpMessage offer = FrameView.of(theirs.get(22)).dhcp().orElseThrow();
        assertEquals(ip("10.0.0.7"), offer.your());
        assertEquals(0x12345678, offer.transaction());
        assertEquals(ip("10.0.0.254"), offer.address(DhcpOption.SERVER_IDENTIFIER).orElseThrow());
        assertEquals(3600, offer.option(DhcpOption.LEASE_TIME).orElseThrow().asInt());
    }
}
