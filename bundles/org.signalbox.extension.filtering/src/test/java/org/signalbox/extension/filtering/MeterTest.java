package org.signalbox.extension.filtering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.signalbox.extension.filtering.AclEntry.Action;
import org.signalbox.extension.filtering.AclEntry.Direction;
import org.signalbox.extension.filtering.AclModel.Packet;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.IpPrefix;
import org.signalbox.frame.MacAddress;

/** Meters and the counters of access lists against {@link AclModel}, which is asked twice: without meters, of them alone. */
class MeterTest {
    private static final int PORT = 3;
    private static final MacAddress M1 = MacAddress.parse("02:00:00:00:00:01");
    private static final MacAddress M2 = MacAddress.parse("02:00:00:00:00:02");

    private final long seed = Long.getLong("signalbox.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final StageBench bench = new StageBench();
    private final FrameBuilder builder = new FrameBuilder();
    private final Map<String, Long> expected = new HashMap<>();

    private List<AclEntry> list() {
        final List<AclEntry> acl = new ArrayList<>();
        for (int entries = random.nextInt(12); entries > 0; entries--) {
            final Action action = Action.values()[random.nextInt(3)];
            final Optional<Peer> peer = Optional.of(action != Action.METER && random.nextInt(4) == 0
                    ? new Peer.Station(random.nextBoolean() ? M1 : M2) : network());
            final boolean remote = random.nextBoolean();
            acl.add(new AclEntry(action, Direction.values()[random.nextInt(3)], remote ? Optional.empty() : peer,
                    remote ? peer : Optional.empty()));
        }
        return acl;
    }

    private Peer network() {
        final boolean v4 = random.nextBoolean();
        final int bits = v4 ? 32 : 128;
        final int length = random.nextInt(4) == 0 ? 0 : bits - random.nextInt(3);
        final long low = length == 0 ? 0 : (v4 ? 0x0A00_0000 : 0) + (random.nextInt(4) & -1 << bits - length);
        return new Peer.Network(new IpPrefix(v4 ? IpAddress.ofV4((int) low) : IpAddress.ofV6(0, low), length));
    }

    private IpAddress address(final boolean v4) {
        final int value = random.nextInt(4);
        return v4 ? IpAddress.ofV4(0x0A00_0000 + value) : IpAddress.ofV6(0, value);
    }

    /** A list with its meters, or without them, at their places; what is left out is for an address nobody has. */
    private static List<AclEntry> only(final List<AclEntry> acl, final boolean meters) {
        final Optional<Peer> nobody = Optional.of(Peer.parse("02:ff:ff:ff:ff:ff"));
        return acl.stream().map(entry -> meters == (entry.action() == Action.METER)
                ? new AclEntry(entry.action() == Action.METER ? Action.ALLOW : entry.action(), entry.direction(),
                        entry.local(), entry.remote())
                : new AclEntry(Action.ALLOW, entry.direction(), nobody, Optional.empty())).toList();
    }

    private void expect(final String decides) {
        if (!decides.equals("none")) {
            expected.merge(decides, 1L, Long::sum);
        }
    }

    @Test
    void shouldCountWhatPassesAndWhatDecides() {
        for (int round = 0; round < 2_000; round++) {
            final List<AclEntry> acl = list();
            bench.setPolicy(PORT, acl.toArray(AclEntry[]::new));
            for (int k = 0; k < 20; k++) {
                final boolean v4 = random.nextBoolean();
                final boolean ip = random.nextInt(8) > 0;
                final boolean inbound = random.nextBoolean();
                final Packet packet = new Packet(M1, M2, ip ? address(v4) : null, ip ? address(v4) : null);
                builder.ethernet(packet.destinationMac(), packet.sourceMac());
                if (!ip) {
                    builder.arp(1, M1, IpAddress.ofV4(0), M2, IpAddress.ofV4(1));
                } else {
                    (v4 ? builder.ipv4(packet.source(), packet.destination())
                            : builder.ipv6(packet.source(), packet.destination())).udp(1, 2);
                }
                final String decides = AclModel.decides(only(acl, false), inbound, packet);
                final String verdict = inbound ? bench.inbound(PORT, builder) : bench.outbound(PORT, builder);
                assertEquals(decides.contains("deny") ? decides : "pass", verdict, () -> "seed " + seed + ", " + acl);
                expect(decides);
                if (verdict.equals("pass")) {
                    expect(AclModel.decides(only(acl, true), inbound, packet).replace(" allow ", " meter "));
                }
            }
        }
        expected.forEach((rule, frames) -> assertEquals(frames, bench.frames(PORT, rule),
                () -> "seed " + seed + ", " + rule));
    }
}
