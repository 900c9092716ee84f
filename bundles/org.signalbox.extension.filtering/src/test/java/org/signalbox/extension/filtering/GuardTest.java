package org.signalbox.extension.filtering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.frame.DhcpMessage;
import org.signalbox.frame.DhcpOption;
import org.signalbox.frame.EtherType;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.IpProtocol;

/** The guards, message by message, and what hides messages from them. */
class GuardTest {
    private static final int GUARDED = 3;
    private static final int FREE = 5;
    private static final IpAddress A = IpAddress.parse("10.0.0.1");
    private static final IpAddress B = IpAddress.parse("10.0.0.2");
    private static final IpAddress SIX_A = IpAddress.parse("fe80::1");
    private static final IpAddress SIX_B = IpAddress.parse("ff02::1");
    private static final String DHCP = "dhcpGuard DHCP server message";
    private static final String DHCP_FRAGMENT = "dhcpGuard fragment of a DHCP server message";
    private static final String DHCP_HIDDEN = "dhcpGuard its UDP header is hidden";
    private static final String ADVERTISEMENT = "routerGuard router advertisement";
    private static final String REDIRECT = "routerGuard redirect";
    private static final String ROUTER_HIDDEN = "routerGuard its ICMP header is hidden";

    private final StageBench bench = new StageBench();
    private final FrameBuilder builder = new FrameBuilder();

    @BeforeEach
    void guard() {
        bench.setPolicy(GUARDED, new FilteringPolicy(List.of(), List.of(), true, true));
        bench.setPolicy(FREE, new FilteringPolicy(List.of(), List.of(), false, false));
    }

    private FrameBuilder v4() {
        return builder.ethernet(Packets.M1, Packets.M2).ipv4(A, B);
    }

    private FrameBuilder v6() {
        return builder.ethernet(Packets.M1, Packets.M2).ipv6(SIX_A, SIX_B);
    }

    private void says(final String verdict, final FrameBuilder frame) {
        assertEquals(verdict, bench.outbound(GUARDED, frame));
        assertEquals("pass", bench.outbound(FREE, frame));
        assertEquals("pass", bench.inbound(GUARDED, frame), "only what the machine sends is looked at");
        assertEquals("pass", bench.outbound(-1, frame), "an extension's own is trusted");
    }

    private static byte[] message(final int type) {
        final byte[] message = new byte[40];
        message[0] = (byte) type;
        return message;
    }

    @Test
    void shouldDropWhatOnlyADhcpServerSends() {
        final DhcpMessage discover = DhcpMessage.fromClient(DhcpMessage.DISCOVER, 7, Packets.M2);
        final DhcpMessage offer = discover.answer(DhcpMessage.OFFER, A, B);
        says(DHCP, v4().udp(67, 68).dhcp(offer));
        says(DHCP, v4().udp(67, 67).dhcp(offer));
        says(DHCP, v4().udp(4000, 68).dhcp(offer));
        says("pass", v4().udp(68, 67).dhcp(discover));
        says("pass", v4().udp(67, 67).dhcp(discover));
        says("pass", v4().udp(68, 67).payload(message(2)));
        says("pass", v4().udp(67, 68));
        says("pass", v4().tcp(67, 68, 1, 1, 2, 100).payload(message(2)));
        assertEquals(3, bench.frames(GUARDED, "dhcpGuard deny outbound DHCP server messages"));
        assertEquals(DhcpMessage.OFFER, offer.option(DhcpOption.MESSAGE_TYPE).orElseThrow().firstByte());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13})
    void shouldDropDhcpv6ServerMessages(final int type) {
        final String verdict = type == 2 || type == 7 || type == 10 ? DHCP : "pass";
        says(verdict, v6().udp(547, 546).payload(message(type)));
        says(verdict, v6().udp(547, 547).payload(message(type)));
        says(verdict, v6().udp(9, 546).payload(message(type)));
        says(verdict, v6().extension(IpProtocol.HOP_BY_HOP, new byte[6]).extension(IpProtocol.DESTINATION_OPTIONS,
                new byte[14]).udp(547, 546).payload(message(type)));
        says("pass", v6().udp(546, 547).payload(message(type)));
    }

    @Test
    void shouldDropWhatOnlyARouterSends() {
        for (int type = 0; type < 256; type++) {
            says(type == 9 ? ADVERTISEMENT : type == 5 ? REDIRECT : "pass", v4().icmp(type, 0, 0));
            says(type == 134 ? ADVERTISEMENT : type == 137 ? REDIRECT : "pass", v6().icmp(type, 0, 0));
        }
        says(ADVERTISEMENT, v6().extension(IpProtocol.HOP_BY_HOP, new byte[6])
                .extension(IpProtocol.ROUTING, new byte[22]).extension(IpProtocol.DESTINATION_OPTIONS, new byte[6])
                .icmp(134, 0, 0));
        says(ADVERTISEMENT, v6().fragment(1, 0, false).icmp(134, 0, 0));
        says("pass", v6().protocol(IpProtocol.ICMP).payload(message(9)));
        assertEquals(256 / 128 * 2 + 2,
                bench.frames(GUARDED, "routerGuard deny outbound router advertisements and redirects"));
    }

    @Test
    void shouldLookBehindFurtherTags() {
        says(ADVERTISEMENT, builder.ethernet(Packets.M1, Packets.M2).tag(EtherType.SERVICE_VLAN, 5).vlan(7)
                .ipv6(SIX_A, SIX_B).icmp(134, 0, 0));
        says(DHCP, builder.ethernet(Packets.M1, Packets.M2).tag(EtherType.SERVICE_VLAN, 5).vlan(7)
                .ipv4(A, B).udp(67, 68).payload(message(2)));
        says(DHCP, builder.ethernet(Packets.M1, Packets.M2).ipv4(A, B).ipv4Options(new byte[4]).udp(67, 68)
                .payload(message(2)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotBeEvadedByWhatHidesTheNetworkHeader(final Packets.Disguise as) {
        final byte[] advertisement = v6().icmp(134, 0, 0).build();
        final byte[] offer = v4().udp(67, 68).payload(message(2)).build();
        says("dhcpGuard its network header is hidden", Packets.disguised(builder, advertisement, as));
        says("dhcpGuard its network header is hidden", Packets.disguised(builder, offer, as));
        assertEquals(2, bench.frames(GUARDED, "dhcpGuard deny outbound hidden network headers"));
        bench.setPolicy(GUARDED, new FilteringPolicy(List.of(), List.of(), false, true));
        says("routerGuard its network header is hidden", Packets.disguised(builder, advertisement, as));
        says("pass", builder.ethernet(Packets.M1, Packets.M2).etherType(3).payload(new byte[] {0x42, 0x42, 3}));
    }

    @Test
    void shouldNotBeEvadedByFragments() {
        // the message's type could be in the second fragment, or be overwritten there
        says(DHCP_FRAGMENT, v4().fragment(1, 0, true).udp(67, 68));
        says(DHCP_FRAGMENT, v4().fragment(1, 0, true).udp(67, 68).payload(message(1)));
        says(DHCP_FRAGMENT, v6().fragment(1, 0, true).udp(547, 546).payload(message(1)));
        says("pass", v4().fragment(1, 0, true).udp(53, 4000).payload(message(2)));
        says(ADVERTISEMENT, v6().fragment(1, 0, true).icmp(134, 0, 0));
        // the transport header is in the second fragment
        says(ROUTER_HIDDEN, v6().fragment(1, 0, true).protocol(IpProtocol.DESTINATION_OPTIONS)
                .payload(new byte[] {IpProtocol.ICMPV6, 9, 0, 0, 0, 0, 0, 0}));
        says(ROUTER_HIDDEN, v6().fragment(1, 0, true).protocol(IpProtocol.ICMPV6).payload(new byte[2]));
        says(DHCP_HIDDEN, v6().fragment(1, 0, true).protocol(IpProtocol.UDP).payload(new byte[4]));
        says(DHCP_HIDDEN, v4().fragment(1, 0, true).protocol(IpProtocol.UDP).payload(new byte[4]));
        // without its first fragment a later one is nothing
        says("pass", v4().fragment(1, 8, true).protocol(IpProtocol.UDP).payload(message(2)));
        says("pass", v6().fragment(1, 8, false).protocol(IpProtocol.ICMPV6).payload(message(134)));
        says("pass", v6().extension(IpProtocol.HOP_BY_HOP, new byte[6]).extension(IpProtocol.AUTHENTICATION,
                new byte[22]).fragment(1, 8, false).protocol(IpProtocol.UDP).payload(message(2)));
        // headers that nobody follows to the end
        for (int i = 0; i < 9; i++) {
            (i == 0 ? v6() : builder).extension(IpProtocol.DESTINATION_OPTIONS, new byte[6]);
        }
        says(ROUTER_HIDDEN, builder.icmp(134, 0, 0));
    }
}
