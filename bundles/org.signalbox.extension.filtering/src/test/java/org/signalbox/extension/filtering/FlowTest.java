package org.signalbox.extension.filtering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.signalbox.extension.filtering.Packets.Packet;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.extension.PortState;

/** Flows of stateful entries: what floods do to them, how they are handed on, and errors about them. */
class FlowTest {
    private static final int PORT = 3;
    private static final long SECOND = 1_000_000_000L;
    private static final String VM = "10.0.0.1";
    private static final String DENY = "extendedAcl[1] deny inbound any weight 1";
    private static final FilteringPolicy POLICY = policy(
            Map.of("action", "allow", "direction", "outbound", "stateful", true, "weight", 10L),
            Map.of("action", "deny", "direction", "inbound", "weight", 1L));

    private final long seed = Long.getLong("signalbox.seed", System.nanoTime());
    private final FrameBuilder builder = new FrameBuilder();
    private StageBench bench = new StageBench(2);
    private long now = 5 * SECOND;

    private static FilteringPolicy policy(final Map<String, Object> first, final Map<String, Object> second) {
        return Schema.of(FilteringPolicy.class).bind(Map.of("extendedAcl", List.of(first, second)));
    }

    @BeforeEach
    void set() {
        bench.setPolicy(PORT, POLICY);
    }

    private String put(final Packet packet) {
        final FrameBuilder frame = Packets.frame(builder, packet);
        return packet.inbound() ? bench.at(now).inbound(PORT, frame) : bench.at(now).outbound(PORT, frame);
    }

    private static Packet tcp(final int remote, final int flags) {
        return new Packet(false, IpAddress.parse(VM), IpAddress.ofV4(0x0B00_0000 + remote), 6, 4000, 80, flags,
                Packets.Shape.WHOLE);
    }

    private void establish(final int remote) {
        put(tcp(remote, Packets.SYN));
        assertEquals("pass", put(tcp(remote, 0).back(Packets.SYN_ACK)));
        put(tcp(remote, Packets.ACK));
    }

    private String back(final int remote) {
        return put(tcp(remote, 0).back(Packets.ACK));
    }

    @Test
    void shouldKeepEstablishedFlowsUnderAFloodOfFirstPackets() {
        for (int remote = 0; remote < 1_000; remote++) {
            establish(remote);
        }
        for (int remote = 1_000; remote < 201_000; remote++) {
            assertEquals("pass", put(tcp(remote, Packets.SYN)));
        }
        for (int remote = 0; remote < 1_000; remote++) {
            assertEquals("pass", back(remote));
        }
        assertEquals(DENY, back(201_000 - 4_097), "the half-open one that was quiet longest has gone");
        assertEquals("pass", back(201_000 - 4_096 + 1));
        assertEquals(1_000 + 4_096, saved());
    }

    @Test
    void shouldKeepEstablishedFlowsUnderAFloodOfRefusedConnections() {
        for (int remote = 0; remote < 12_288; remote++) {
            establish(remote);
        }
        for (int remote = 20_000; remote < 60_000; remote++) {
            put(tcp(remote, Packets.SYN));
            assertEquals("pass", put(tcp(remote, 0).back(Packets.RST)));
        }
        for (int remote = 0; remote < 12_288; remote++) {
            assertEquals("pass", back(remote));
        }
        establish(70_000);
        assertEquals(DENY, back(0), "the established one that was quiet longest makes room");
        assertEquals("pass", back(1));
        assertTrue(saved() <= 16_384);
    }

    @Test
    void shouldTakeNoPacketOfOneWayForAnAnswer() {
        bench.setPolicy(PORT, policy(
                Map.of("action", "allow", "direction", "outbound", "stateful", true, "weight", 10L),
                Map.of("action", "allow", "direction", "inbound", "stateful", true, "weight", 10L)));
        for (int port = 0; port < 5_000; port++) {
            put(Packets.udp(false, VM, port, "10.0.0.9", 53));
            put(Packets.udp(false, VM, port, "10.0.0.9", 53));
        }
        assertEquals(4_096, saved(), "half-open flows at most");
    }

    private int saved() {
        return bench.stage(0).save(StageBench.port(PORT)).map(PortState::size).orElse(0) / FlowRecord.BYTES;
    }

    @Test
    void shouldForgetWhatIsQuiet() {
        put(tcp(1, Packets.SYN));
        now += 30 * SECOND;
        assertEquals("pass", back(1));
        now += 30 * SECOND + 1;
        assertEquals(DENY, back(1), "half-open: 30 seconds");
        establish(2);
        now += 255 * SECOND;
        assertEquals("pass", back(2));
        now += 255 * SECOND + 1;
        assertEquals(DENY, back(2), "established: 255 seconds");
        establish(3);
        put(tcp(3, Packets.FIN));
        now += 120 * SECOND;
        assertEquals("pass", back(3));
        put(tcp(3, 0).back(Packets.FIN));
        now += 10 * SECOND;
        assertEquals("pass", put(tcp(3, Packets.ACK)));
        assertEquals("pass", back(3));
        now += 10 * SECOND + 1;
        assertEquals(DENY, back(3), "closed: 10 seconds");
    }

    @Test
    void shouldNotBelieveAResetWhileOneOfTheTwoGoesOn() {
        for (final boolean forged : List.of(true, false)) {
            establish(1);
            now += 100 * SECOND;
            put(forged ? tcp(1, 0).back(Packets.RST) : tcp(1, Packets.RST));
            now += 120 * SECOND;
            assertEquals("pass", back(1), "idle for 120 seconds behind the reset");
            now += 255 * SECOND;
            assertEquals("pass", back(1), "and established as before");
            put(tcp(1, 0).back(Packets.RST));
            now += 60 * SECOND;
            put(tcp(1, Packets.RST));
            now += 120 * SECOND + 1;
            assertEquals(DENY, back(1), "both ends are silent");
        }
        establish(2);
        put(tcp(2, Packets.RST));
        put(tcp(2, Packets.FIN));
        put(tcp(2, 0).back(Packets.FIN));
        now += 10 * SECOND + 1;
        assertEquals(DENY, back(2), "closed after all");
        establish(3);
        put(tcp(3, Packets.RST));
        now += 60 * SECOND;
        establish(3);
        now += 255 * SECOND;
        assertEquals("pass", back(3), "the same ports again");
        put(tcp(4, Packets.SYN));
        put(tcp(4, 0).back(Packets.RST));
        now += 10 * SECOND + 1;
        assertEquals(DENY, back(4), "what is refused is forgotten soon");
    }

    @Test
    void shouldGiveUpResetConnectionsFirst() {
        establish(0);
        put(tcp(0, Packets.RST));
        for (int remote = 1; remote <= 12_288; remote++) {
            establish(remote);
        }
        assertEquals("pass", back(1));
        assertEquals(DENY, back(0));
    }

    @Test
    void shouldMakeNoFlowOfAPacketInMidStream() {
        assertEquals("pass", put(tcp(1, Packets.ACK)));
        assertEquals(DENY, back(1));
        assertEquals("pass", put(tcp(1, Packets.SYN_ACK)));
        assertEquals(DENY, back(1));
        assertEquals(0, saved());
        bench.setPolicy(PORT, policy(
                Map.of("action", "allow", "direction", "outbound", "stateful", true, "weight", 10L),
                Map.of("action", "deny", "direction", "outbound", "weight", 1L)));
        assertEquals("extendedAcl[1] deny outbound any weight 1", put(tcp(1, Packets.ACK)),
                "what begins nothing is for the entries below");
        assertEquals("pass", put(tcp(1, Packets.SYN)));
    }

    @Test
    void shouldSeeBothDirectionsByWhicheverWorker() {
        bench.by(0);
        put(tcp(1, Packets.SYN));
        bench.by(1);
        assertEquals("pass", put(tcp(1, 0).back(Packets.SYN_ACK)));
        assertEquals("pass", back(1));
        assertFalse(bench.stage(1).save(StageBench.port(PORT)).isPresent(), "one stage saves for all");
    }

    @Test
    void shouldHandFlowsOnToAnotherStage() {
        establish(1);
        put(tcp(2, Packets.SYN));
        put(Packets.udp(false, VM, 53, "10.0.0.9", 53));
        put(Packets.icmp(false, "fd00::1", "fd00::2", 128, 77));
        now += 200 * SECOND;
        put(Packets.udp(false, VM, 53, "10.0.0.9", 53));
        final PortState state = bench.stage(0).save(StageBench.port(PORT)).orElseThrow();
        bench = new StageBench(1);
        bench.setPolicy(PORT, POLICY);
        assertTrue(bench.stage(0).restore(StageBench.port(PORT), state));
        assertTrue(bench.stage(0).restore(StageBench.port(PORT), state), "it may come twice");
        assertEquals(4, saved());
        assertEquals(state, bench.stage(0).save(StageBench.port(PORT)).orElseThrow());
        // another clock
        now = 7;
        assertEquals("pass", back(1));
        assertEquals(DENY, back(2), "it was quiet too long");
        assertEquals("pass", put(Packets.udp(true, VM, 53, "10.0.0.9", 53)));
        now += 55 * SECOND + 1;
        assertEquals(DENY, put(Packets.icmp(true, "fd00::1", "fd00::2", 129, 77)), "255 seconds in all");
        assertEquals("pass", back(1));
    }

    @Test
    void shouldTakeOnNothingThatItsPolicyDoesNotAllow() {
        establish(1);
        final PortState state = bench.stage(0).save(StageBench.port(PORT)).orElseThrow();
        bench = new StageBench(1);
        bench.setPolicy(PORT, policy(
                Map.of("action", "allow", "direction", "outbound", "protocol", "udp", "stateful", true, "weight", 10L),
                Map.of("action", "deny", "direction", "inbound", "weight", 1L)));
        assertTrue(bench.stage(0).restore(StageBench.port(PORT), state));
        assertEquals(0, saved());
        bench.setPolicy(PORT, POLICY);
        final byte[] other = state.data();
        other[13] ^= 1;
        assertTrue(bench.stage(0).restore(StageBench.port(PORT), new PortState(1, other)));
        assertEquals(0, saved(), "the entry allows none that begins the other way");
    }

    @Test
    void shouldRefuseWhatItDidNotSave() {
        establish(1);
        final PortState state = bench.stage(0).save(StageBench.port(PORT)).orElseThrow();
        final Random random = new Random(seed);
        assertFalse(bench.stage(0).restore(StageBench.port(PORT), new PortState(2, state.data())));
        assertFalse(bench.stage(0).restore(StageBench.port(PORT), new PortState(1, new byte[51])));
        assertFalse(bench.stage(0).restore(StageBench.port(PORT), new PortState(1, new byte[16_385 * 52])));
        for (final int at : new int[] {8, 12, 13, 15, 20, 31, 44 - 8}) {
            final byte[] hostile = state.data();
            hostile[at] = (byte) 0xFF;
            assertFalse(bench.stage(0).restore(StageBench.port(PORT), new PortState(1, hostile)), "byte " + at);
        }
        for (int i = 0; i < 20_000; i++) {
            final byte[] noise = new byte[52 * random.nextInt(4)];
            random.nextBytes(noise);
            bench.stage(0).restore(StageBench.port(PORT), new PortState(1, noise));
        }
        assertEquals(1, saved(), () -> "seed " + seed);
        assertEquals("pass", back(1));
    }

    @Test
    void shouldKeepTheFlowsOfEntriesThatStay() {
        establish(1);
        bench.setPolicy(PORT, policy(
                Map.of("action", "deny", "direction", "inbound", "weight", 1L),
                Map.of("action", "allow", "direction", "outbound", "stateful", true, "weight", 10L,
                        "idleTimeout", 9L)));
        assertEquals("pass", back(1));
        now += 9 * SECOND + 1;
        assertEquals("extendedAcl[0] deny inbound any weight 1", back(1), "with the time-out that holds now");
        bench.setPolicy(PORT, POLICY);
        establish(1);
        bench.setPolicy(PORT, policy(
                Map.of("action", "allow", "direction", "outbound", "stateful", true, "weight", 11L),
                Map.of("action", "deny", "direction", "inbound", "weight", 1L)));
        assertEquals(DENY, back(1), "the entry that allowed it is no more");
    }

    @Test
    void shouldLetErrorsAboutFlowsPass() {
        final Packet syn = tcp(1, Packets.SYN);
        put(syn);
        put(Packets.icmp(false, VM, "11.0.0.1", 8, 9));
        final byte[] ours = bytes(syn);
        assertEquals("pass", error(11, VM, ours));
        assertEquals("pass", error(3, VM, ours));
        assertEquals("pass", error(3, VM, bytes(Packets.icmp(false, VM, "11.0.0.1", 8, 9))));
        assertEquals(DENY, error(5, VM, ours), "a redirect is no error");
        assertEquals(DENY, error(3, "10.0.0.2", ours), "it is not for who sent the packet");
        assertEquals(DENY, error(3, VM, bytes(tcp(2, Packets.SYN))), "there is no such flow");
        assertEquals(DENY, error(3, VM, bytes(Packets.icmp(false, VM, "11.0.0.1", 8, 10))));
        assertEquals(DENY, error(3, VM, Arrays.copyOf(ours, 27)), "it is cut before the ports end");
        final byte[] fragment = ours.clone();
        fragment[7] = 1;
        assertEquals(DENY, error(3, VM, fragment), "it is about a later fragment");
        put(tcp(1, 0).back(Packets.RST));
        assertEquals(DENY, error(3, VM, ours), "the flow has ended");
        final Packet six = Packets.udp(false, "fd00::1", 4, "fd00::2", 5);
        put(six);
        final byte[] held = bytes(six);
        assertEquals("pass", bench.at(now).inbound(PORT, builder.ethernet(Packets.M1, Packets.M2)
                .ipv6(IpAddress.parse("fd00::9"), IpAddress.parse("fd00::1")).icmp(2, 0, 1280).payload(held)));
        assertEquals(DENY, bench.at(now).inbound(PORT, builder.ethernet(Packets.M1, Packets.M2)
                .ipv6(IpAddress.parse("fd00::9"), IpAddress.parse("fd00::8")).icmp(2, 0, 1280).payload(held)));
    }

    /** A packet from its IP header on. */
    private byte[] bytes(final Packet packet) {
        final byte[] frame = Packets.frame(builder, packet).build();
        return Arrays.copyOfRange(frame, 14, frame.length);
    }

    private String error(final int type, final String to, final byte[] held) {
        return bench.at(now).inbound(PORT, builder.ethernet(Packets.M1, Packets.M2)
                .ipv4(IpAddress.parse("192.0.2.1"), IpAddress.parse(to)).icmp(type, 0, 0).payload(held));
    }

    @Test
    void shouldTellTwoThatAskEachOtherWithOneIdentifierApart() {
        put(Packets.icmp(false, VM, "10.0.0.9", 8, 5));
        assertEquals(DENY, put(Packets.icmp(true, VM, "10.0.0.9", 8, 5)));
        assertEquals("pass", put(Packets.icmp(true, VM, "10.0.0.9", 0, 5)));
        assertEquals(1, saved());
    }
}
