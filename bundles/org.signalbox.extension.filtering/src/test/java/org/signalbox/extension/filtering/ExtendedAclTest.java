package org.signalbox.extension.filtering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signalbox.extension.filtering.ExtendedAclEntry.Action;
import org.signalbox.extension.filtering.ExtendedAclEntry.Direction;
import org.signalbox.extension.filtering.Packets.Packet;
import org.signalbox.extension.filtering.Packets.Shape;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.IpPrefix;

/**
 * Extended access lists against {@link ExtendedModel}: random lists and packets of a small world, with flows and
 * without, two workers that meet packets in turn, time that passes, and policies that change.
 */
class ExtendedAclTest {
    private static final int PORT = 3;
    private static final long SECOND = 1_000_000_000L;

    private final long seed = Long.getLong("signalbox.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final FrameBuilder builder = new FrameBuilder();
    private final StageBench bench = new StageBench(2);
    private final ExtendedModel model = new ExtendedModel();
    private final Map<String, Long> expected = new HashMap<>();

    @BeforeEach
    void record() {
        bench.record();
    }

    private List<ExtendedAclEntry> entries(final int count, final boolean stateful) {
        final List<ExtendedAclEntry> entries = new ArrayList<>();
        final List<Integer> weights = new ArrayList<>(random.ints(0, 1 << 16).distinct().limit(count).boxed().toList());
        for (final int weight : weights) {
            final boolean v4 = random.nextInt(3) > 0;
            final AclProtocol protocol = AclProtocol.parse(List.of("any", "tcp", "tcp", "udp", "icmp", "47", "1", "58")
                    .get(random.nextInt(8)));
            final boolean flows = stateful && random.nextInt(3) == 0;
            entries.add(new ExtendedAclEntry(flows || random.nextBoolean() ? Action.ALLOW : Action.DENY,
                    Direction.values()[random.nextInt(2)], protocol, address(v4), address(v4),
                    protocol.hasPorts() ? ports() : AclPorts.ANY, protocol.hasPorts() ? ports() : AclPorts.ANY,
                    weight, flows, 1 + random.nextInt(random.nextBoolean() ? 300 : 8)));
        }
        return entries;
    }

    private AclAddress address(final boolean v4) {
        if (random.nextInt(3) == 0) {
            return AclAddress.ANY;
        }
        final int bits = v4 ? 32 : 128;
        final int length = bits - random.nextInt(3);
        final long low = (v4 ? 0x0A00_0000 : 0) + (random.nextInt(4) & -1 << bits - length);
        return new AclAddress(Optional.of(new IpPrefix(
                v4 ? IpAddress.ofV4((int) low) : IpAddress.ofV6(0xFD00L << 48, low), length)));
    }

    private AclPorts ports() {
        return AclPorts.parse(List.of("any", "any", "80", "0", "1-22", "22-80", "0-65535", "65535")
                .get(random.nextInt(8)));
    }

    private void compare(final List<ExtendedAclEntry> acl, final Packet packet, final long now) {
        final String decides = model.judge(packet, now);
        final String verdict = packet.inbound() ? bench.at(now).inbound(PORT, Packets.frame(builder, packet))
                : bench.at(now).outbound(PORT, Packets.frame(builder, packet));
        final String said = words(acl, decides, packet.inbound());
        final boolean deny = decides.equals("hidden") || decides.endsWith("matches")
                && acl.get(place(decides)).action() == Action.DENY;
        assertEquals(deny ? said : "pass", verdict,
                () -> "seed " + seed + ", acl " + acl + ", " + packet + " at " + now);
        assertEquals(said, bench.said(), () -> "seed " + seed + ", acl " + acl + ", " + packet);
        if (!decides.equals("none") && !decides.equals("hidden")) {
            expected.merge("extendedAcl[" + place(decides) + "] " + acl.get(place(decides)).text(), 1L, Long::sum);
        }
    }

    private static int place(final String decides) {
        return Integer.parseInt(decides.substring(0, decides.indexOf(' ')));
    }

    private static String words(final List<ExtendedAclEntry> acl, final String decides, final boolean inbound) {
        if (decides.equals("hidden")) {
            return "extendedAcl its transport header is hidden";
        }
        if (decides.equals("none")) {
            final boolean any = acl.stream().anyMatch(entry -> entry.isInbound() == inbound || entry.stateful());
            return any ? "extendedAcl no " + (inbound ? "inbound" : "outbound") + " entry matches"
                    : "acl no entries for what is " + (inbound ? "for" : "from") + " this port";
        }
        return "extendedAcl[" + place(decides) + "] " + acl.get(place(decides)).text()
                + (decides.endsWith("returns") ? ", return packet" : "");
    }

    private void set(final List<ExtendedAclEntry> acl) {
        bench.setPolicy(PORT, new FilteringPolicy(List.of(), acl, false, false));
        model.acl(acl);
    }

    @Test
    void shouldDoAsTheModelForRandomListsWithoutFlows() {
        for (int round = 0; round < 600; round++) {
            final List<ExtendedAclEntry> acl = entries(random.nextInt(random.nextInt(8) == 0 ? 200 : 12), false);
            set(acl);
            for (int packets = 0; packets < 40; packets++) {
                compare(acl, Packets.draw(random), round);
            }
            counted();
        }
    }

    @Test
    void shouldDoAsTheModelForRandomListsWithFlows() {
        long now = 0;
        for (int round = 0; round < 300; round++) {
            List<ExtendedAclEntry> acl = entries(1 + random.nextInt(12), true);
            set(acl);
            Packet last = Packets.draw(random);
            for (int packets = 0; packets < 200; packets++) {
                now += random.nextInt(20) == 0 ? random.nextInt(150) * SECOND : random.nextInt(1_000_000_000);
                last = random.nextInt(3) == 0 ? Packets.draw(random) : answer(last);
                bench.by(random.nextInt(2));
                compare(acl, last, now);
                if (random.nextInt(100) == 0) {
                    counted();
                    acl = changed(acl);
                    set(acl);
                }
            }
            counted();
        }
    }

    /** Mostly what would come back, or next. */
    private Packet answer(final Packet to) {
        if (to.protocol() != 6) {
            final int type = to.isIcmp() && to.detail() == 8 ? 0 : to.isIcmp() && to.detail() == 128 ? 129
                    : to.detail();
            return random.nextInt(3) == 0 ? to : to.back(type);
        }
        final int flags = List.of(Packets.SYN_ACK, Packets.ACK, Packets.ACK, Packets.FIN, Packets.RST)
                .get(to.detail() == Packets.SYN ? 0 : random.nextInt(random.nextInt(4) == 0 ? 5 : 3));
        return random.nextInt(4) == 0 ? to.with(flags) : to.back(to.detail() == Packets.SYN_ACK ? Packets.ACK : flags);
    }

    private List<ExtendedAclEntry> changed(final List<ExtendedAclEntry> acl) {
        final List<ExtendedAclEntry> next = new ArrayList<>(acl);
        next.remove(random.nextInt(next.size()));
        Collections.shuffle(next, random);
        return next.isEmpty() ? acl : next;
    }

    /** Each rule was counted as often as the model says. */
    private void counted() {
        expected.forEach((rule, frames) -> assertEquals(frames, bench.frames(PORT, rule),
                () -> "seed " + seed + ", " + rule));
    }

    @ParameterizedTest
    @EnumSource
    void shouldLetNoNetworkHeaderHide(final Packets.Disguise as) {
        final byte[] packet = Packets.frame(builder, Packets.udp(true, "10.0.0.1", 53, "10.0.0.2", 53)).build();
        set(List.of(new ExtendedAclEntry(Action.DENY, Direction.INBOUND, AclProtocol.ANY, AclAddress.ANY,
                AclAddress.ANY, AclPorts.ANY, AclPorts.ANY, 1, false, 255)));
        assertEquals("extendedAcl its network header is hidden",
                bench.inbound(PORT, Packets.disguised(builder, packet, as)));
        assertEquals(1, bench.frames(PORT, "extendedAcl deny inbound hidden network headers"));
        assertEquals("pass", bench.outbound(PORT, Packets.disguised(builder, packet, as)), "no outbound entries");
    }

    @Test
    void shouldDoAsTheModelForThousandsOfEntries() {
        final List<ExtendedAclEntry> acl = entries(4_000, false);
        set(acl);
        for (int packets = 0; packets < 2_000; packets++) {
            compare(acl, Packets.draw(random).as(Shape.WHOLE), packets);
        }
    }
}
