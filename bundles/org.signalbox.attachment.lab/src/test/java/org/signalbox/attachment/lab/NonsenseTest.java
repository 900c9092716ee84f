package org.signalbox.attachment.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.frame.FrameView;

/** Frames that mean ill or nothing: a guest neither throws nor grows, and goes on. */
class NonsenseTest {
    private static final int FRAMES = 20_000;
    private static final int MOST_HELD = 256 + Tcp.MOST + 50;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldSurviveMutatedConversations(final long seed) {
        final Random random = new Random(seed);
        final Hub hub = new Hub(0);
        final Guest server = hub.guest("""
                {'addresses': ['10.0.0.1/24', '10.0.1.1/24 vlan 5'], 'serves': ['dhcp', 'echo-tcp', 'echo-udp'],
                 'pool': ['10.0.0.100-10.0.0.149'], 'lease': '30s'}""");
        final Guest client = hub.guest("""
                {'dhcp': true, 'ping': [{'to': '10.0.0.1', 'every': '100ms'}],
                 'load': [{'to': '10.0.0.1', 'rate': 50}, {'to': '10.0.0.1', 'protocol': 'tcp', 'rate': 50}]}""");
        hub.pass(20 * Hub.SECOND);
        final List<byte[]> seen = new ArrayList<>(hub.seen().stream().map(Hub.Sent::frame).toList());
        for (int i = 0; i < FRAMES; i++) {
            hub.send(mutated(seen.get(random.nextInt(seen.size())), random));
            if (i % 100 == 0) {
                hub.pass(random.nextLong(Hub.SECOND));
            }
            assertTrue(server.held() <= MOST_HELD && client.held() <= MOST_HELD, "seed " + seed + ", frame " + i);
        }
        hub.pass(120 * Hub.SECOND);
        final long answered = client.pings().getFirst().answered();
        hub.pass(10 * Hub.SECOND);
        assertEquals(100, client.pings().getFirst().answered() - answered, 2, "it goes on, seed " + seed);
    }

    /** Changes, cuts or lengthens a frame, and often makes its checksums good again, so that it gets far. */
    private static byte[] mutated(final byte[] frame, final Random random) {
        final int length = random.nextInt(5) == 0 ? random.nextInt(frame.length + 40) : frame.length;
        final byte[] mutated = new byte[length];
        System.arraycopy(frame, 0, mutated, 0, Math.min(length, frame.length));
        for (int change = random.nextInt(4); change > 0 && length > 12; change--) {
            final int at = 12 + random.nextInt(length - 12);
            mutated[at] = (byte) (random.nextBoolean() ? random.nextInt() : mutated[at] + 1 - random.nextInt(3));
        }
        if (random.nextInt(4) > 0) {
            mend(mutated);
        }
        return mutated;
    }

    private static void mend(final byte[] frame) {
        final FrameView view = FrameView.of(frame);
        if (view.ipVersion() == 4 && view.transportOffset() > 0) {
            final int network = view.networkOffset();
            put(frame, network + 10, 0);
            put(frame, network + 10, sum(frame, network, view.transportOffset(), 0));
            final int field = view.transportOffset() + switch (view.ipProtocol()) {
                case 6 -> 16;
                case 17 -> 6;
                default -> 2;
            };
            final int end = view.packetEnd();
            if (field + 2 <= end) {
                final int pseudo = view.ipProtocol() == 1 ? 0 : view.ipProtocol() + end - view.transportOffset()
                        + word(frame, network + 12) + word(frame, network + 14) + word(frame, network + 16)
                        + word(frame, network + 18);
                put(frame, field, 0);
                put(frame, field, sum(frame, view.transportOffset(), end, pseudo));
            }
        }
    }

    private static int word(final byte[] bytes, final int at) {
        return (bytes[at] & 0xFF) << 8 | (at + 1 < bytes.length ? bytes[at + 1] & 0xFF : 0);
    }

    private static void put(final byte[] bytes, final int at, final int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }

    private static int sum(final byte[] bytes, final int from, final int end, final int begin) {
        long sum = begin;
        for (int at = from; at < end; at += 2) {
            sum += at + 1 < end ? word(bytes, at) : (bytes[at] & 0xFF) << 8;
        }
        while (sum > 0xFFFF) {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }
        return (int) ~sum & 0xFFFF;
    }
}
