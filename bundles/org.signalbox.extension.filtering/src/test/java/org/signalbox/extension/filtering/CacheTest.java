package org.signalbox.extension.filtering;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.signalbox.extension.filtering.Packets.Packet;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.schema.Schema;

/** What a switch may remember of a verdict, and that none costs memory. */
class CacheTest {
    private static final int PORT = 3;
    private static final int FRAMES = 5_000;

    private final StageBench bench = new StageBench();
    private final FrameBuilder builder = new FrameBuilder();

    private void set(final Map<String, Object> policy) {
        bench.setPolicy(PORT, Schema.of(FilteringPolicy.class).bind(policy));
    }

    private void put(final Packet packet) {
        final FrameBuilder frame = Packets.frame(builder, packet);
        if (packet.inbound()) {
            bench.inbound(PORT, frame);
        } else {
            bench.outbound(PORT, frame);
        }
    }

    private void remembered(final Packet packet) {
        put(packet);
        assertFalse(bench.asksAgain(), packet.toString());
        assertFalse(bench.isUnlike(), packet.toString());
    }

    private void askedAgain(final Packet packet) {
        put(packet);
        assertTrue(bench.asksAgain(), packet.toString());
    }

    private static final Map<String, Object> ALL = Map.of("dhcpGuard", true, "routerGuard", true,
            "acl", List.of(Map.of("action", "meter", "direction", "both", "remote", "0.0.0.0/0"),
                    Map.of("action", "allow", "direction", "both", "remote", "10.0.0.0/8"),
                    Map.of("action", "deny", "direction", "both", "remote", "02:00:00:00:00:99")),
            "extendedAcl", List.of(
                    Map.of("action", "allow", "direction", "outbound", "protocol", "tcp", "remotePort", 80L,
                            "stateful", true, "weight", 10L),
                    Map.of("action", "deny", "direction", "inbound", "protocol", "tcp", "weight", 9L),
                    Map.of("action", "deny", "direction", "outbound", "protocol", "udp", "remotePort", "1-99",
                            "weight", 9L)));

    @Test
    void shouldBeAskedAgainAboutFlowsOnly() {
        set(ALL);
        remembered(Packets.udp(false, "10.0.0.1", 4000, "10.0.0.2", 53));
        remembered(Packets.udp(true, "10.0.0.1", 4000, "10.0.0.2", 53));
        remembered(Packets.tcp(false, "10.0.0.1", 4000, "10.0.0.2", 81, Packets.ACK));
        remembered(Packets.tcp(true, "10.0.0.1", 4000, "10.0.0.2", 81, Packets.ACK));
        remembered(Packets.tcp(true, "10.0.0.1", 4000, "10.0.0.2", 80, Packets.SYN));
        remembered(Packets.icmp(false, "10.0.0.1", "10.0.0.2", 8, 1));
        remembered(Packets.icmp(true, "10.0.0.1", "10.0.0.2", 0, 1));
        askedAgain(Packets.tcp(false, "10.0.0.1", 4000, "10.0.0.2", 80, Packets.SYN));
        askedAgain(Packets.tcp(false, "10.0.0.1", 4000, "10.0.0.2", 80, Packets.ACK));
        askedAgain(Packets.tcp(true, "10.0.0.1", 4000, "10.0.0.2", 80, Packets.ACK));
        askedAgain(Packets.tcp(true, "10.0.0.1", 4001, "10.0.0.2", 80, Packets.ACK));
    }

    @Test
    void shouldLookAtNothingThatNoEntryAsksFor() {
        set(Map.of("extendedAcl", List.of(
                Map.of("action", "deny", "direction", "outbound", "remoteAddress", "10.9.0.0/16", "weight", 9L))));
        remembered(Packets.udp(false, "10.0.0.1", 4000, "10.0.0.2", 53));
        assertFalse(bench.isLookedAt(26), "the source address");
        assertTrue(bench.isLookedAt(30), "the destination address");
        assertFalse(bench.isLookedAt(34), "a port");
    }

    @Test
    void shouldAllocateNothingPerFrame() {
        set(ALL);
        final Packet[] packets = {Packets.tcp(false, "10.0.0.1", 4000, "10.0.0.2", 80, Packets.SYN),
            Packets.tcp(true, "10.0.0.1", 4000, "10.0.0.2", 80, Packets.SYN_ACK),
            Packets.tcp(false, "10.0.0.1", 4000, "10.0.0.2", 80, Packets.ACK),
            Packets.tcp(false, "10.0.0.1", 4000, "10.0.0.2", 80, Packets.RST),
            Packets.udp(false, "10.0.0.1", 68, "10.0.0.2", 67), Packets.icmp(true, "10.0.0.1", "10.0.0.2", 0, 1),
            Packets.udp(false, "fd00::1", 4000, "fd00::2", 53).as(Packets.Shape.LATER),
            Packets.tcp(true, "fd00::1", 4000, "fd00::2", 80, Packets.ACK)};
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 40; round++) {
            long allocated = 0;
            for (final Packet packet : packets) {
                allocated += bench.allocated(PORT, Packets.frame(builder, packet), packet.inbound(), FRAMES);
            }
            least = Math.min(least, allocated);
        }
        // what measuring costs is less than a byte a frame
        assertTrue(least < packets.length * FRAMES, "allocated " + least + " bytes");
    }
}
