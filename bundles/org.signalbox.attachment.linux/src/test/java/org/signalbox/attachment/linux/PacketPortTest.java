package org.signalbox.attachment.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.frame.Offload;
import org.signalbox.frame.Segmenter;
import org.signalbox.frame.TcpFlags;

/** Ports at the two ends of a cable of the kernel's, which carries frames and judges them. */
class PacketPortTest extends PortsTest {
    private static final int HEADERS_V4 = 14 + 20;
    private static final int HEADERS_V6 = 14 + 40;

    private final Random random = new Random(7);
    private String namespace;
    private WorkerStandIn one;
    private WorkerStandIn other;

    private void connect(final int mtu) {
        namespace = networks().add();
        networks().cable(namespace, "one", "other");
        networks().ip(namespace, "link set one mtu " + mtu);
        networks().ip(namespace, "link set other mtu " + mtu);
        open();
    }

    private void open() {
        one = packet(namespace, "one");
        other = packet(namespace, "other");
        one.untilStatus("UP: interface one");
        other.untilStatus("UP: interface other");
    }

    /** A frame that no part of the kernel has business with, beginning with its number. */
    private byte[] frame(final int number, final int length) {
        final byte[] frame = new byte[length];
        random.nextBytes(frame);
        ByteBuffer.wrap(frame).putShort((short) 0x0200).putInt(number).putInt(0x0200_0000).putShort((short) 1)
                .putShort((short) 0x88B5);
        return frame;
    }

    private void assertCarried(final byte[] frame) {
        final int before = other.received().size();
        assertTrue(one.send(frame));
        one.flush();
        other.until("a frame came", () -> other.received().size() > before);
        assertArrayEquals(frame, other.received().getLast().frame());
        assertEquals(0, other.received().getLast().offload());
        assertEquals(before + 1, other.received().size());
    }

    @Test
    void shouldCarryFramesBothWays() {
        connect(1500);
        for (final int length : new int[] {14, 15, 60, 61, 1000, 1513, 1514}) {
            assertCarried(frame(1, length));
        }
        assertTrue(other.send(frame(2, 100)));
        assertEquals(1, other.pending());
        other.flush();
        assertEquals(0, other.pending());
        one.until("a frame came back", () -> one.received().size() == 1);
    }

    @Test
    void shouldPutBackTheTagThatTheKernelTakesOut() {
        connect(1500);
        for (final int type : new int[] {0x8100, 0x88A8}) {
            // the kernel allows four bytes more for a frame with the type 0x8100 only
            final byte[] frame = frame(1, type == 0x8100 ? 1518 : 1514);
            ByteBuffer.wrap(frame).putShort(12, (short) type).putShort(14, (short) 0xE123).putShort(16, (short) 0x88B5);
            assertCarried(frame);
            ByteBuffer.wrap(frame).putShort(16, (short) 0x8100).putShort(18, (short) 7).putShort(20, (short) 0x88B5);
            assertCarried(frame);
        }
    }

    @Test
    void shouldCarryFramesThatAreLongerThanAPlaceOfTheRing() {
        connect(65_535);
        for (final int length : new int[] {9_014, 16_250, 16_260, 16_300, 16_384, 40_000, 65_549}) {
            assertCarried(frame(1, length));
        }
    }

    @Test
    void shouldCarryFramesThatAreLongerThanWhenItWasOpened() {
        connect(1500);
        networks().ip(namespace, "link set one mtu 9000");
        networks().ip(namespace, "link set other mtu 9000");
        for (int length = 1_900; length < 9_014; length += 37) {
            assertCarried(frame(1, length));
        }
    }

    @Test
    void shouldSayWhatTheKernelRefuses() {
        connect(1500);
        final byte[] last = frame(3, 60);
        assertTrue(one.send(frame(1, 60)));
        assertTrue(one.send(frame(2, 1_520)));
        assertTrue(one.send(last));
        one.flush();
        other.until("the others came", () -> other.received().size() == 2);
        assertArrayEquals(last, other.received().getLast().frame());
        assertEquals(List.of("1 longer than interface one sends"), one.losses());
        assertEquals(0, one.pending());
    }

    @Test
    void shouldSayHowManyFramesItMissed() {
        connect(1500);
        final int frames = 4_000;
        for (int sent = 0; sent < frames; sent++) {
            assertTrue(one.send(frame(sent, 60)));
        }
        one.flush();
        other.until("what fits into the ring came", () -> other.received().size() == 2_048);
        other.untilStatus("UP: interface other; " + (frames - 2_048) + " frames came faster than they were taken");
        assertEquals(2_048, other.received().size());
    }

    @Test
    void shouldKeepTheOrderOfAFlood() {
        connect(1500);
        final int frames = 20_000;
        for (int sent = 0; sent < frames;) {
            for (int burst = 0; burst < 500; burst++) {
                assertTrue(one.send(frame(sent++, 64 + random.nextInt(1400))));
            }
            one.flush();
            final int expected = sent;
            other.until("a burst came", () -> other.received().size() == expected);
        }
        for (int k = 0; k < frames; k++) {
            assertEquals(k, ByteBuffer.wrap(other.received().get(k).frame()).getInt(2));
        }
    }

    @Test
    void shouldRestUntilAFrameComes() {
        connect(1500);
        other.until("it rests", () -> !other.isBusy());
        other.turn();
        assertFalse(other.isBusy(), "asking does not make it busy");
        assertCarried(frame(1, 60));
        other.until("it rests again", () -> !other.isBusy());
        assertCarried(frame(2, 60));
    }

    @Test
    void shouldCarryWhatIsLeftToBeDone() {
        connect(1500);
        for (final Job job : jobs(30, 20_000)) {
            for (final Job each : List.of(job, job.tagged())) {
                final int before = other.received().size();
                assertTrue(one.send(each.frame(), each.offload()));
                one.flush();
                other.until("a frame came", () -> other.received().size() > before);
                assertArrayEquals(each.frame(), other.received().getLast().frame());
                assertEquals(Long.toHexString(each.offload()),
                        Long.toHexString(other.received().getLast().offload()));
            }
        }
    }

    /** The kernel cuts frames for a cable whose ends do not; so do we, and both get the same. */
    @Test
    void shouldCutFramesAsTheKernelDoes() {
        connect(9000);
        networks().in(namespace, "ethtool", "-K", "one", "tx", "off", "tso", "off", "tx-udp-segmentation", "off");
        for (final Job job : jobs(200, 60_000)) {
            final List<byte[]> expected = cut(job);
            final int before = other.received().size();
            assertTrue(one.send(job.frame(), job.offload()));
            one.flush();
            other.until("all segments came", () -> other.received().size() >= before + expected.size());
            for (int k = 0; k < expected.size(); k++) {
                final WorkerStandIn.Received received = other.received().get(before + k);
                assertArrayEquals(received.frame(), expected.get(k), "segment " + k + " of " + expected.size());
                assertEquals(0, received.offload());
            }
            assertEquals(before + expected.size(), other.received().size());
        }
    }

    private static List<byte[]> cut(final Job job) {
        final List<byte[]> segments = new ArrayList<>();
        final Segmenter segmenter = new Segmenter();
        assertTrue(segmenter.begin(MemorySegment.ofArray(job.frame()), 0, job.frame().length, job.offload()));
        final byte[] target = new byte[job.frame().length];
        while (segmenter.hasNext()) {
            final int length = segmenter.next(MemorySegment.ofArray(target), 0);
            segments.add(Arrays.copyOf(target, length));
        }
        return segments;
    }

    /** A frame, and what is left to be done to it. */
    private record Job(byte[] frame, long offload) {
        private Job tagged() {
            final ByteBuffer tagged = ByteBuffer.allocate(frame.length + 4).put(frame, 0, 12).putInt(0x8100_0123)
                    .put(frame, 12, frame.length - 12);
            return new Job(tagged.array(), Offload.moved(offload, 4));
        }
    }

    /** TCP and UDP over both versions, to be cut or with their checksum pending. */
    private List<Job> jobs(final int count, final int longest) {
        final List<Job> jobs = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            final boolean four = random.nextBoolean();
            final boolean tcp = random.nextInt(3) > 0;
            final boolean cut = random.nextInt(4) > 0;
            final int size = 500 + random.nextInt(800);
            final byte[] payload = new byte[cut ? size + 1 + random.nextInt(longest - size) : random.nextInt(1_400)];
            random.nextBytes(payload);
            final FrameBuilder builder = new FrameBuilder().ethernet(
                    MacAddress.parse("02:00:00:00:00:09"), MacAddress.parse("02:00:00:00:00:08"));
            if (four) {
                builder.ipv4(IpAddress.parse("10.0.0.1"), IpAddress.ofV4(random.nextInt()))
                        .fragment(random.nextInt(0x10000), 0, false);
            } else {
                builder.ipv6(IpAddress.parse("fd00::1"), IpAddress.ofV6(random.nextLong(), random.nextLong()));
            }
            if (tcp) {
                builder.tcp(random.nextInt(0x10000), 7, random.nextInt(), 5,
                        TcpFlags.ACK | (random.nextBoolean() ? TcpFlags.PSH | TcpFlags.FIN : 0), 9)
                        .tcpOptions(new byte[] {1, 1, 1, 1});
            } else {
                builder.udp(random.nextInt(0x10000), 7);
            }
            final byte[] frame = builder.payload(payload).build();
            jobs.add(job(frame, four, tcp, cut ? size : 0));
        }
        return jobs;
    }

    /** Puts the sum of the pseudo header where the checksum is. */
    private static Job job(final byte[] frame, final boolean four, final boolean tcp, final int size) {
        final ByteBuffer bytes = ByteBuffer.wrap(frame);
        final int transport = four ? HEADERS_V4 : HEADERS_V6;
        int sum = frame.length - transport + (tcp ? 6 : 17);
        for (int at = transport - (four ? 8 : 32); at < transport; at += 2) {
            sum += bytes.getShort(at) & 0xFFFF;
        }
        sum = (sum & 0xFFFF) + (sum >>> 16);
        final int field = tcp ? 16 : 6;
        bytes.putShort(transport + field, (short) ((sum & 0xFFFF) + (sum >>> 16)));
        final int type = tcp ? four ? Offload.TCP_V4 : Offload.TCP_V6 : Offload.UDP;
        return new Job(frame, size == 0 ? Offload.checksum(transport, field)
                : Offload.segments(type, size, transport, field));
    }
}
