package org.signalbox.extension.filtering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signalbox.extension.filtering.AclEntry.Action;
import org.signalbox.extension.filtering.AclEntry.Direction;
import org.signalbox.extension.filtering.AclModel.Packet;
import org.signalbox.frame.EtherType;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.IpPrefix;
import org.signalbox.frame.MacAddress;

/** The stage against {@link AclModel}: all lists of two entries in a small world, and random lists in large ones. */
class AclTest {

    private static final MacAddress M1 = MacAddress.parse("02:00:00:00:00:01");
    private static final MacAddress M2 = MacAddress.parse("02:00:00:00:00:02");

    private final long seed = Long.getLong("signalbox.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final StageBench bench = new StageBench();
    private final FrameBuilder builder = new FrameBuilder();

    private static AclEntry entry(final Action action, final Direction direction, final boolean remote,
            final Peer peer) {
        final Optional<Peer> named = Optional.of(peer);
        return new AclEntry(action, direction, remote ? Optional.empty() : named, remote ? named : Optional.empty());
    }

    private FrameBuilder frame(final Packet packet) {
        builder.ethernet(packet.destinationMac(), packet.sourceMac());
        if (packet.source() == null) {
            return builder.arp(1, packet.sourceMac(), IpAddress.ofV4(0), M1, IpAddress.ofV4(1));
        }
        return packet.source().version() == 4
                ? builder.ipv4(packet.source(), packet.destination()).udp(1, 2)
                : builder.ipv6(packet.source(), packet.destination()).udp(1, 2);
    }

    private void compare(final List<AclEntry> acl, final Packet packet) {
        final Supplier<String> context = () -> "seed " + seed + ", acl " + acl + ", " + packet;
        assertEquals(AclModel.judge(acl, true, packet), bench.inbound(3, frame(packet)), context);
        assertEquals(said(acl, true, packet), bench.said(), context);
        assertEquals(AclModel.judge(acl, false, packet), bench.outbound(3, frame(packet)), context);
        assertEquals(said(acl, false, packet), bench.said(), context);
    }

    private static String said(final List<AclEntry> acl, final boolean inbound, final Packet packet) {
        final Direction direction = inbound ? Direction.INBOUND : Direction.OUTBOUND;
        final String decides = AclModel.decides(acl, inbound, packet);
        return !decides.equals("none") ? decides
                : acl.stream().noneMatch(entry -> entry.direction().covers(direction))
                        ? "acl no entries for what is " + (inbound ? "for" : "from") + " this port"
                        : "acl no " + (inbound ? "inbound" : "outbound") + " entry matches";
    }

    @BeforeEach
    void record() {
        bench.record();
    }

    // addresses 10.0.0.0-3 and ::0-3, prefixes over the last two bits, two MACs, an ARP frame
    @Test
    void shouldDoAsTheModelForAllPairsOfEntriesInASmallWorld() {
        final List<AclEntry> entries = new ArrayList<>();
        for (final Peer peer : smallPeers()) {
            for (int i = 0; i < 12; i++) {
                entries.add(entry(Action.values()[i & 1], Direction.values()[i >> 2], (i & 2) != 0, peer));
            }
        }
        final List<Packet> packets = smallPackets();
        for (final AclEntry first : entries) {
            for (final AclEntry second : entries) {
                bench.setPolicy(3, first, second);
                compare(List.of(first, second), packets.get(random.nextInt(packets.size())));
            }
            bench.setPolicy(3, first);
            packets.forEach(packet -> compare(List.of(first), packet));
        }
    }

    private static List<Peer> smallPeers() {
        final List<Peer> peers = new ArrayList<>(List.of(new Peer.Station(M1), new Peer.Station(M2)));
        for (int length = 30; length <= 32; length++) {
            for (int value = 0; value < 4; value += 1 << 32 - length) {
                peers.add(new Peer.Network(new IpPrefix(IpAddress.ofV4(0x0A00_0000 + value), length)));
                peers.add(new Peer.Network(new IpPrefix(IpAddress.ofV6(0, value), length + 96)));
            }
        }
        return peers;
    }

    private static List<Packet> smallPackets() {
        final List<Packet> packets = new ArrayList<>();
        packets.add(new Packet(M1, M2, null, null));
        packets.add(new Packet(M2, M1, null, null));
        for (int i = 0; i < 16; i++) {
            packets.add(new Packet(M1, M2, IpAddress.ofV4(0x0A00_0000 + i / 4), IpAddress.ofV4(0x0A00_0000 + i % 4)));
            packets.add(new Packet(M2, M1, IpAddress.ofV6(0, i / 4), IpAddress.ofV6(0, i % 4)));
        }
        return packets;
    }

    @Test
    void shouldDoAsTheModelForRandomLists() {
        for (int round = 0; round < 1_000; round++) {
            final int spread = 1 + random.nextInt(127);
            final List<AclEntry> acl = new ArrayList<>();
            for (int entries = random.nextInt(random.nextInt(8) == 0 ? 120 : 12); entries > 0; entries--) {
                acl.add(entry(Action.values()[random.nextInt(2)], Direction.values()[random.nextInt(3)],
                        random.nextBoolean(), peer(spread)));
            }
            bench.setPolicy(3, acl.toArray(AclEntry[]::new));
            for (int packets = 0; packets < 20; packets++) {
                compare(acl, packet(acl, spread));
            }
        }
    }

    private Packet packet(final List<AclEntry> acl, final int spread) {
        final MacAddress from = new MacAddress(random.nextInt(4));
        final MacAddress to = new MacAddress(random.nextInt(4));
        final int version = random.nextInt(7) / 3 * 2;
        return version == 0 && random.nextBoolean() ? new Packet(from, to, null, null)
                : new Packet(from, to, address(acl, version == 4 ? 4 : 6, spread),
                        address(acl, version == 4 ? 4 : 6, spread));
    }

    /** Often an address at the edge of an entry's prefix, where ranges begin and end. */
    private IpAddress address(final List<AclEntry> acl, final int version, final int spread) {
        if (!acl.isEmpty() && random.nextInt(3) > 0
                && acl.get(random.nextInt(acl.size())).peer() instanceof Peer.Network(IpPrefix prefix)
                && prefix.address().version() == version) {
            final IpAddress edge = random.nextBoolean() ? prefix.address() : prefix.last();
            final long low = edge.low() + random.nextInt(3) - 1;
            return version == 4 ? IpAddress.ofV4((int) low) : IpAddress.ofV6(edge.high(), low);
        }
        return sparse(version, spread);
    }

    private IpAddress sparse(final int version, final int spread) {
        final long high = random.nextLong() & (spread > 64 ? -1L << spread - 64 : -1L);
        final long low = spread > 64 ? 0 : random.nextLong() & -1L << spread - 1;
        return version == 4 ? IpAddress.ofV4((int) (random.nextLong() & -1L << spread % 32))
                : IpAddress.ofV6(random.nextBoolean() ? 0 : high, low);
    }

    private Peer peer(final int spread) {
        if (random.nextInt(5) == 0) {
            return new Peer.Station(new MacAddress(random.nextInt(4)));
        }
        final IpAddress address = sparse(random.nextBoolean() ? 4 : 6, spread);
        final int length = random.nextInt(address.bits() + 1);
        final long high = length >= 64 ? address.high() : length == 0 ? 0 : address.high() & -1L << 64 - length;
        final long low = length <= 64 ? 0 : length == 128 ? address.low() : address.low() & -1L << 128 - length;
        return new Peer.Network(new IpPrefix(address.version() == 6 ? IpAddress.ofV6(high, low)
                : IpAddress.ofV4(length == 0 ? 0 : address.v4() & -1 << 32 - length), length));
    }

    @Test
    void shouldNameEntryDirectionAndPeerOfADrop() {
        bench.setPolicy(3, entry(Action.ALLOW, Direction.BOTH, true, Peer.parse("0.0.0.0/0")),
                entry(Action.DENY, Direction.OUTBOUND, false, Peer.parse("192.168.0.0/16")),
                entry(Action.DENY, Direction.BOTH, true, Peer.parse("10.0.0.0/8")));
        final IpAddress ten = IpAddress.parse("10.1.2.3");
        final IpAddress other = IpAddress.parse("172.16.0.1");
        assertEquals("acl[2] deny inbound remote 10.0.0.0/8", bench.inbound(3, frame(new Packet(M1, M2, ten, other))));
        assertEquals("acl[2] deny outbound remote 10.0.0.0/8",
                bench.outbound(3, frame(new Packet(M1, M2, other, ten))));
        assertEquals("pass", bench.inbound(3, frame(new Packet(M1, M2, other, ten))));
    }

    @Test
    void shouldTouchNoOtherPortAndEndWithThePolicy() {
        final AclEntry deny = entry(Action.DENY, Direction.BOTH, true, Peer.parse("::/0"));
        final Packet packet = new Packet(M1, M2, IpAddress.parse("::1"), IpAddress.parse("::2"));
        bench.setPolicy(40, deny);
        bench.setNoPolicy(41);
        assertEquals("acl[0] deny inbound remote ::/0", bench.inbound(40, frame(packet)));
        assertEquals("pass", bench.inbound(41, 39, frame(packet)));
        assertEquals("pass", bench.outbound(41, frame(packet)));
        bench.setNoPolicy(40);
        assertEquals("pass", bench.inbound(40, frame(packet)));
        bench.setPolicy(40, deny);
        bench.remove(40);
        assertEquals("pass", bench.outbound(40, frame(packet)));
    }

    @Test
    void shouldTrustFramesWithoutASourcePort() {
        bench.setPolicy(3, entry(Action.DENY, Direction.BOTH, true, new Peer.Station(M1)));
        final FrameBuilder frame = frame(new Packet(M1, M1, null, null));
        assertEquals("acl[0] deny inbound remote 02:00:00:00:00:01", bench.inbound(4, 3, frame));
        assertEquals("pass", bench.inbound(-1, 3, frame));
        assertEquals("acl trusted, since it has no source port", bench.said());
        assertEquals("pass", bench.outbound(-1, frame));
        assertEquals("acl trusted, since it has no source port", bench.said());
    }

    @ParameterizedTest
    @EnumSource
    void shouldLetNoIpHeaderHideFromIpEntries(final Packets.Disguise as) {
        final IpAddress ten = IpAddress.parse("10.1.2.3");
        final byte[] packet = frame(new Packet(M1, M2, ten, ten)).build();
        bench.setPolicy(3, entry(Action.DENY, Direction.OUTBOUND, true, Peer.parse("10.0.0.0/8")),
                entry(Action.DENY, Direction.INBOUND, true, new Peer.Station(MacAddress.BROADCAST)));
        assertEquals("acl its network header is hidden", bench.outbound(3, Packets.disguised(builder, packet, as)));
        assertEquals("acl its network header is hidden", bench.said());
        assertEquals(1, bench.frames(3, "acl deny outbound hidden network headers"));
        assertEquals("pass", bench.inbound(3, Packets.disguised(builder, packet, as)), "entries by MAC need no IP");
        bench.setPolicy(3, entry(Action.METER, Direction.BOTH, true, Peer.parse("0.0.0.0/0")));
        assertEquals("pass", bench.outbound(3, Packets.disguised(builder, packet, as)), "meters drop nothing");
        bench.setNoPolicy(3);
        assertEquals("pass", bench.outbound(3, Packets.disguised(builder, packet, as)));
    }

    @Test
    void shouldLookBehindFurtherTags() {
        bench.setPolicy(3, entry(Action.DENY, Direction.BOTH, true, Peer.parse("10.0.0.0/8")));
        final IpAddress ten = IpAddress.parse("10.1.2.3");
        assertEquals("acl[0] deny inbound remote 10.0.0.0/8", bench.inbound(3, builder.ethernet(M1, M2)
                .tag(EtherType.SERVICE_VLAN, 5).vlan(7).ipv4(ten, ten).fragment(1, 8, false).payload(new byte[8])));
    }
}
