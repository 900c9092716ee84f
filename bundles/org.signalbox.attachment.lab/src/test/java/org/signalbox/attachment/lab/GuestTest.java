package org.signalbox.attachment.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.signalbox.frame.EtherType;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.FrameView;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;

/** Guests among themselves: ARP, ping, UDP, VLANs, and the same frames at the same times. */
class GuestTest {
    private static final IpAddress ONE = IpAddress.parse("10.0.0.1");
    private static final IpAddress TWO = IpAddress.parse("10.0.0.2");

    private final Hub hub = new Hub(1_000 * Hub.SECOND);

    private List<FrameView> arpRequests(final IpAddress target) {
        return hub.seen().stream().map(sent -> FrameView.of(sent.frame()))
                .filter(frame -> frame.arpOperation() == 1 && frame.arpTarget().filter(target::equals).isPresent()
                        && !frame.arpSender().equals(frame.arpTarget()))
                .toList();
    }

    @Test
    void shouldPingAndBeAnswered() {
        final Guest one = hub.guest("{'addresses': ['10.0.0.1/24'], 'ping': [{'to': '10.0.0.2', 'every': '200ms'}]}");
        hub.guest("{'addresses': ['10.0.0.2/24']}");
        hub.pass(6 * Hub.SECOND + 100 * Hub.MILLISECOND);
        final PingActivity ping = one.pings().getFirst();
        assertTrue(ping.answered() >= 29 && ping.answered() <= 31, "answered " + ping.answered());
        assertEquals(0, ping.lost());
        assertTrue(hub.status(1).matches("10\\.0\\.0\\.1, ping 10\\.0\\.0\\.2: (\\d+) of \\1, 0\\.\\d ms"),
                hub.status(1));
        assertEquals("10.0.0.2", hub.status(2));
        assertEquals(1, arpRequests(TWO).size(), "one question is enough");
        assertEquals(0, arpRequests(ONE).size(), "who asks is known");
    }

    @Test
    void shouldCountWhatIsLost() {
        final Guest one = hub.guest("{'addresses': ['10.0.0.1/24'], 'ping': [{'to': '10.0.0.2', 'every': '100ms'}]}");
        hub.guest("{'addresses': ['10.0.0.2/24']}");
        hub.pass(3 * Hub.SECOND);
        final PingActivity ping = one.pings().getFirst();
        final long before = ping.answered();
        hub.lose(frame -> FrameView.of(frame).icmpType() == 0);
        hub.pass(Hub.SECOND);
        hub.lose(_ -> false);
        hub.pass(3 * Hub.SECOND);
        assertEquals(10, ping.lost());
        assertEquals(30, ping.answered() - before, 1);
    }

    @Test
    void shouldAskForASilentNeighbourOnceASecond() {
        hub.guest("{'addresses': ['10.0.0.1/24'], 'load': [{'to': '10.0.0.9', 'rate': 1000}]}");
        hub.pass(10 * Hub.SECOND);
        final int asked = arpRequests(IpAddress.parse("10.0.0.9")).size();
        assertTrue(asked >= 8 && asked <= 11, "asked " + asked + " times");
        assertEquals(asked + 1, hub.seen().size(), "besides the announcement");
    }

    @Test
    void shouldSendTheFramesThatWaitedForAnAddress() {
        final Guest one = hub.guest("""
                {'addresses': ['10.0.0.1/24'], 'ping': [{'to': '10.0.0.2', 'every': '500ms'}],
                 'load': [{'to': '10.0.0.2', 'rate': 20}]}""");
        hub.guest("{'addresses': ['10.0.0.2/24'], 'serves': ['echo-udp']}");
        hub.lose(frame -> FrameView.of(frame).arpOperation() == 2);
        hub.pass(900 * Hub.MILLISECOND);
        assertEquals(0, one.pings().getFirst().answered());
        hub.lose(_ -> false);
        hub.pass(5 * Hub.SECOND);
        assertEquals(0, one.pings().getFirst().lost());
        assertEquals(12, one.pings().getFirst().answered(), 1);
    }

    @Test
    void shouldEchoDatagramsAtTheAskedRate() {
        hub.guest("{'addresses': ['10.0.0.1/24'], 'load': [{'to': '10.0.0.2', 'rate': 500, 'size': 256}]}");
        hub.guest("{'addresses': ['10.0.0.2/24'], 'serves': ['echo-udp']}");
        hub.pass(5 * Hub.SECOND + 10 * Hub.MILLISECOND);
        final long datagrams =
                hub.seen().stream().filter(sent -> FrameView.of(sent.frame()).payloadLength() == 256).count();
        assertEquals(5_000, datagrams, 20);
        assertEquals("10.0.0.1, udp 10.0.0.2:7: 500/s out, 500/s back", hub.status(1));
    }

    @Test
    void shouldTellTheSenderThatNobodyListens() {
        hub.guest("{'addresses': ['10.0.0.1/24'], 'load': [{'to': '10.0.0.2', 'rate': 500}]}");
        hub.guest("{'addresses': ['10.0.0.2/24']}");
        hub.pass(5 * Hub.SECOND);
        final long told = hub.seen().stream().filter(sent -> FrameView.of(sent.frame()).icmpType() == 3).count();
        assertEquals(50, told, 1);
        assertEquals("10.0.0.1, udp 10.0.0.2:7: 500/s out, 0/s back", hub.status(1));
    }

    @Test
    void shouldNotLetTwoEchoServicesTalkForEver() {
        hub.guest("{'addresses': ['10.0.0.1/24'], 'serves': ['echo-udp']}");
        hub.guest("{'addresses': ['10.0.0.2/24'], 'serves': ['echo-udp']}");
        hub.pass(Hub.SECOND);
        final int before = hub.seen().size();
        hub.send(new FrameBuilder().ethernet(Hub.mac(2), Hub.mac(1)).ipv4(ONE, TWO).udp(7, 7).build());
        hub.pass(Hub.SECOND);
        assertEquals(before + 1, hub.seen().size());
    }

    @Test
    void shouldTagForItsVlans() {
        final Guest router = hub.guest("""
                {'addresses': ['10.0.0.1/24 vlan 10', '10.0.1.1/24 vlan 20'],
                 'ping': [{'to': '10.0.0.2'}, {'to': '10.0.1.2'}]}""");
        hub.guest("{'addresses': ['10.0.0.2/24 vlan 10']}");
        hub.guest("{'addresses': ['10.0.1.2/24 vlan 20']}");
        hub.guest("{'addresses': ['10.0.1.2/24 vlan 10']}");
        hub.pass(10 * Hub.SECOND);
        for (final PingActivity ping : router.pings()) {
            assertEquals(9, ping.answered(), 1);
            assertEquals(0, ping.lost());
        }
        assertTrue(hub.seen().stream().allMatch(sent -> FrameView.of(sent.frame()).tagCount() == 1));
    }

    @Test
    void shouldIgnoreWhatIsForOthersOrBroken() {
        hub.guest("{'addresses': ['10.0.0.1/24'], 'serves': ['echo-udp']}");
        hub.pass(Hub.SECOND);
        final FrameBuilder builder = new FrameBuilder();
        final MacAddress own = Hub.mac(1);
        final MacAddress peer = Hub.mac(99);
        hub.send(builder.ethernet(own, peer).arp(2, peer, TWO, own, ONE).build());
        final int before = hub.seen().size();
        final byte[] good = builder.ethernet(own, peer).ipv4(TWO, ONE).echo(true, 1, 1).payload(new byte[8]).build();
        final List<byte[]> ignored = List.of(
                builder.ethernet(Hub.mac(7), peer).ipv4(TWO, ONE).echo(true, 1, 1).build(),
                builder.ethernet(own, peer).ipv4(TWO, IpAddress.parse("10.0.0.3")).echo(true, 1, 1).build(),
                builder.ethernet(own, peer).vlan(5).ipv4(TWO, ONE).echo(true, 1, 1).build(),
                builder.ethernet(own, peer).ipv4(TWO, ONE).fragment(1, 0, true).echo(true, 1, 1).build(),
                builder.ethernet(MacAddress.BROADCAST, peer).ipv4(TWO, IpAddress.parse("10.0.0.255"))
                        .echo(true, 1, 1).build(),
                builder.ethernet(own, peer).ipv4(IpAddress.parse("224.0.0.1"), ONE).echo(true, 1, 1).build(),
                builder.ethernet(own, peer).ipv4(TWO, ONE).echo(true, 1, 1).payload(new byte[1600]).build());
        ignored.forEach(hub::send);
        IntStream.range(14, good.length).forEach(at -> {
            final byte[] flipped = good.clone();
            flipped[at] ^= 1;
            hub.send(flipped);
        });
        final long answers = hub.seen().stream().skip(before).filter(sent -> sent.station() >= 0)
                .filter(sent -> FrameView.of(sent.frame()).etherType() == EtherType.IPV4).count();
        assertEquals(0, answers);
        hub.send(good);
        assertEquals(0, FrameView.of(hub.seen().getLast().frame()).icmpType(), "the good one is answered");
    }

    @Test
    void shouldSendTheSameAtTheSameTimes() {
        final List<Hub.Sent> first = run();
        final List<Hub.Sent> second = run();
        assertEquals(first.size(), second.size());
        assertTrue(first.size() > 1_000, first.size() + " frames");
        for (int i = 0; i < first.size(); i++) {
            assertEquals(first.get(i).nanos(), second.get(i).nanos());
            assertArrayEquals(first.get(i).frame(), second.get(i).frame(), "frame " + i);
        }
    }

    private static List<Hub.Sent> run() {
        final Hub hub = new Hub(-77 * Hub.SECOND);
        hub.guest("{'addresses': ['10.0.0.1/24'], 'serves': ['dhcp', 'echo-tcp', 'echo-udp'], "
                + "'pool': ['10.0.0.100-10.0.0.110']}");
        hub.guest("{'dhcp': true, 'ping': [{'to': '10.0.0.1'}], 'load': [{'to': '10.0.0.1', 'protocol': 'tcp'}]}");
        hub.guest("{'dhcp': true, 'load': [{'to': '10.0.0.1', 'rate': 50}]}");
        hub.pass(10 * Hub.SECOND);
        return hub.seen();
    }
}
