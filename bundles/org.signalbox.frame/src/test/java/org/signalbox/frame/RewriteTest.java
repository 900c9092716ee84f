package org.signalbox.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

/** Rewriting in place against checksums computed in full by plain code, and against what building anew gives. */
class RewriteTest {

    private final long seed = Long.getLong("signalbox.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final RandomFrames frames = new RandomFrames(random);
    private final FrameBuilder builder = new FrameBuilder();

    /** RFC 1071 in its plainest form, over a byte array: pairs, end-around carry. */
    private static int plainSum(final int start, final byte[] bytes, final int from, final int to) {
        int sum = start;
        for (int i = from; i < to; i++) {
            sum += (bytes[i] & 0xFF) << (i % 2 == from % 2 ? 8 : 0);
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return sum;
    }

    private byte[] rewritten(final byte[] frame, final Consumer<FrameRewriter> change) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment memory = arena.allocate(frame.length + 8L);
            MemorySegment.copy(frame, 0, memory, ValueLayout.JAVA_BYTE, 8, frame.length);
            final FrameRewriter rewriter = new FrameRewriter().begin(memory, 8, frame.length);
            change.accept(rewriter);
            return memory.asSlice(rewriter.offset(), rewriter.length()).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    @Test
    void shouldGiveWhatBuildingAnewGives() {
        for (int round = 0; round < 50_000; round++) {
            final MacAddress[] macs = {frames.mac(), frames.mac(), frames.mac(), frames.mac()};
            final boolean four = random.nextBoolean();
            final IpAddress[] ips = new IpAddress[4];
            for (int i = 0; i < 4; i++) {
                ips[i] = four ? frames.v4() : frames.v6();
            }
            final int[] n = {frames.port(), frames.port(), frames.port(), frames.port(), random.nextInt(256),
                random.nextInt(256), random.nextInt(64), random.nextInt(64), random.nextInt(0x10000)};
            final int transport = random.nextInt(4);
            final byte[] payload = frames.bytes(200);
            final byte[] before = build(macs[0], macs[1], n[8], ips[0], ips[1], n[4], n[6],
                    n[0], n[1], transport, payload);
            final byte[] after = build(macs[2], macs[3], n[8], ips[2], ips[3], n[5], n[7],
                    transport < 3 ? n[2] : n[0], transport < 3 ? n[3] : n[1], transport, payload);
            final byte[] changed = rewritten(before, rewriter -> {
                assertTrue(rewriter.setDestination(macs[2]) && rewriter.setSource(macs[3]));
                assertTrue(rewriter.setIpSource(ips[2]) && rewriter.setIpDestination(ips[3]));
                assertTrue(rewriter.setTtl(n[5]) && rewriter.setDscp(n[7]));
                assertEquals(transport < 3, rewriter.setSourcePort(n[2]));
                assertEquals(transport < 3, rewriter.setDestinationPort(n[3]));
            });
            assertArrayEquals(after, changed, () -> "seed " + seed + ", frame " + HexFormat.of().formatHex(before));
        }
    }

    private byte[] build(final MacAddress to, final MacAddress from, final int tci, final IpAddress source,
            final IpAddress destination, final int ttl, final int dscp, final int sourcePort, final int destinationPort,
            final int transport, final byte[] payload) {
        builder.ethernet(to, from).tag(EtherType.VLAN, tci);
        if (source.version() == 4) {
            builder.ipv4(source, destination);
        } else {
            builder.ipv6(source, destination);
        }
        builder.ttl(ttl).trafficClass(dscp << 2 | 1);
        switch (transport) {
            case 0 -> builder.tcp(sourcePort, destinationPort, 1, 2, TcpFlags.ACK, 3);
            case 1 -> builder.udp(sourcePort, destinationPort);
            case 2 -> builder.udp(sourcePort, destinationPort).checksum(0);
            default -> builder.echo(true, sourcePort, destinationPort);
        }
        return builder.payload(payload).build();
    }

    @Test
    void shouldKeepAPendingChecksumOneThatIsRightInTheEnd() {
        for (int round = 0; round < 20_000; round++) {
            final boolean four = random.nextBoolean();
            final IpAddress[] ips = new IpAddress[4];
            for (int i = 0; i < 4; i++) {
                ips[i] = four ? frames.v4() : frames.v6();
            }
            final MacAddress mac = frames.mac();
            final int[] ports = {frames.port(), frames.port(), frames.port(), frames.port()};
            final int transport = random.nextInt(2);
            final byte[] payload = frames.bytes(200);
            final byte[] before = build(mac, mac, 7, ips[0], ips[1], 9, 1, ports[0], ports[1], transport, payload);
            final byte[] after = build(mac, mac, 7, ips[2], ips[3], 9, 1, ports[2], ports[3], transport, payload);
            final Pending pending = Pending.of(before, 18 + (four ? 20 : 40), transport == 0 ? 16 : 6);
            final byte[] finished = rewrittenAndFinished(pending, rewriter -> {
                assertTrue(rewriter.popTag());
                assertTrue(rewriter.setIpSource(ips[2]) && rewriter.setIpDestination(ips[3]));
                assertTrue(rewriter.setSourcePort(ports[2]) && rewriter.setDestinationPort(ports[3]));
                assertTrue(rewriter.pushTag(EtherType.VLAN, 7));
            });
            assertArrayEquals(after, finished, () -> describe(before));
        }
    }

    private byte[] rewrittenAndFinished(final Pending pending, final Consumer<FrameRewriter> change) {
        final byte[] frame = pending.frame();
        final MemorySegment memory = MemorySegment.ofArray(frame.clone());
        final FrameRewriter rewriter = new FrameRewriter().begin(memory, 0, frame.length, pending.offload());
        change.accept(rewriter);
        final Segmenter segmenter = new Segmenter();
        final MemorySegment target = MemorySegment.ofArray(new byte[frame.length]);
        assertTrue(segmenter.begin(memory, rewriter.offset(), rewriter.length(), rewriter.offload()));
        return target.asSlice(0, segmenter.next(target, 0)).toArray(ValueLayout.JAVA_BYTE);
    }

    @Test
    void shouldKeepEveryChecksumOfRandomFramesGood() {
        for (int round = 0; round < 50_000; round++) {
            final byte[] before = frames.next();
            final FrameView view = FrameView.of(before);
            final byte[] after = rewritten(before, rewriter -> {
                final boolean four = view.ipVersion() == 4;
                rewriter.setIpSource(four ? frames.v4() : frames.v6());
                rewriter.setIpDestination(four ? frames.v4() : frames.v6());
                rewriter.setSourcePort(frames.port());
                rewriter.setTtl(random.nextInt(256));
                rewriter.setPriority(random.nextInt(8));
            });
            assertEquals(view.ipChecksum(), FrameView.of(after).ipChecksum(), () -> describe(before));
            assertEquals(view.transportChecksum(), FrameView.of(after).transportChecksum(), () -> describe(before));
        }
    }

    // RFC 1624 section 4: an incremental update must give 0x0000 here, and the older equation gave 0xFFFF
    @Test
    void shouldUpdateAsRfc1624Says() {
        assertEquals(0x0000, Checksum.update16(0xDD2F, 0x5555, 0x3285));
    }

    // RFC 1071 section 3
    @Test
    void shouldSumTheExampleOfRfc1071() {
        final byte[] bytes = HexFormat.of().parseHex("0001f203f4f5f6f7");
        assertEquals(~0xDDF2 & 0xFFFF, Checksum.of(MemorySegment.ofArray(bytes), 0, 8));
    }

    @Test
    void shouldSumAsThePlainAlgorithmDoes() {
        for (int round = 0; round < 20_000; round++) {
            final byte[] bytes = frames.bytes(2000);
            final int from = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
            assertEquals(~plainSum(0, bytes, from, bytes.length) & 0xFFFF,
                    Checksum.of(MemorySegment.ofArray(bytes), from, bytes.length - from), () -> "seed " + seed);
        }
        final byte[] ones = new byte[70_000];
        Arrays.fill(ones, (byte) 0xFF);
        assertEquals(0, Checksum.of(MemorySegment.ofArray(ones), 0, ones.length));
    }

    // one's complement addition is arithmetic modulo 65535 in which only nothing sums to zero
    @Test
    void shouldFoldEverySumToItsRemainder() {
        for (int round = 0; round < 100_000; round++) {
            final long sum = round == 0 ? 0x1_0000_FFFF_FFFFL : round == 1 ? 0xFFFF
                    : (random.nextLong() | (random.nextBoolean() ? 0xFFFF_FFFFL : 0)) >>> 2 + random.nextInt(61);
            final long remainder = sum == 0 ? 0 : (sum - 1) % 0xFFFF + 1;
            assertEquals(~remainder & 0xFFFF, Checksum.finish(sum), () -> "seed " + seed + ", sum " + sum);
        }
    }

    @Test
    void shouldUpdateAsASumInFullDoes() {
        for (int round = 0; round < 100_000; round++) {
            final byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            if (random.nextInt(3) == 0) {
                Arrays.fill(bytes, 2, 32, (byte) (random.nextBoolean() ? 0 : 0xFF));
            }
            final MemorySegment memory = MemorySegment.ofArray(bytes);
            final int before = Checksum.of(memory, 0, 32);
            final long high = Wire.u64(memory, 8);
            final long low = Wire.u64(memory, 16);
            final int word = Wire.u32(memory, 4);
            final int half = Wire.u16(memory, 30);
            Wire.put64(memory, 8, random.nextLong());
            Wire.put64(memory, 16, random.nextInt(2) - 1L);
            Wire.put32(memory, 4, random.nextInt(3) - 1);
            Wire.put16(memory, 30, random.nextInt(3) - 1);
            int updated = Checksum.update128(before, high, low, Wire.u64(memory, 8), Wire.u64(memory, 16));
            updated = Checksum.update32(updated, word, Wire.u32(memory, 4));
            updated = Checksum.update16(updated, half, Wire.u16(memory, 30));
            assertEquals(~plainSum(0, bytes, 0, 32) & 0xFFFF, updated, () -> "seed " + seed);
        }
    }

    @Test
    void shouldSendAComputedZeroOfUdpAsOnes() {
        final IpAddress a = IpAddress.parse("10.0.0.1");
        for (int port = 0; port < 0x10000; port++) {
            final byte[] frame = builder.ethernet(frames.mac(), frames.mac()).ipv4(a, a).udp(port, 0).build();
            final int checksum = Wire.u16(MemorySegment.ofArray(frame), 40);
            assertFalse(checksum == 0, "a checksum of zero is none");
            final byte[] changed = rewritten(builder.ethernet(frames.mac(), frames.mac()).ipv4(a, a).udp(7, 0).build(),
                    rewriter -> rewriter.setSourcePort(Wire.u16(MemorySegment.ofArray(frame), 34)));
            assertEquals(checksum, Wire.u16(MemorySegment.ofArray(changed), 40));
        }
    }

    @Test
    void shouldPushAndPopTags() {
        for (int round = 0; round < 20_000; round++) {
            final byte[] frame = frames.next();
            final int tci = random.nextInt(0x10000);
            final byte[] tagged = rewritten(frame, rewriter -> assertTrue(rewriter.pushTag(EtherType.VLAN, tci)));
            final byte[] expected = new byte[frame.length + 4];
            System.arraycopy(frame, 0, expected, 0, 12);
            System.arraycopy(new byte[] {(byte) 0x81, 0, (byte) (tci >> 8), (byte) tci}, 0, expected, 12, 4);
            System.arraycopy(frame, 12, expected, 16, frame.length - 12);
            assertArrayEquals(expected, tagged, () -> describe(frame));
            final byte[] popped = rewritten(tagged, rewriter -> assertTrue(rewriter.popTag()));
            assertArrayEquals(frame, popped, () -> describe(frame));
        }
    }

    @Test
    void shouldSetVlanAndPriorityApart() {
        final byte[] frame = builder.ethernet(frames.mac(), frames.mac()).tag(EtherType.SERVICE_VLAN, 0xB123).vlan(9)
                .etherType(0x9999).build();
        final byte[] changed = rewritten(frame, rewriter -> {
            assertTrue(rewriter.setVlan(0x456));
            assertTrue(rewriter.setPriority(2));
        });
        assertEquals(new VlanTag(EtherType.SERVICE_VLAN, 2, true, 0x456), FrameView.of(changed).tag(0).orElseThrow());
        assertEquals(new VlanTag(EtherType.VLAN, 0, false, 9), FrameView.of(changed).tag(1).orElseThrow());
    }

    @Test
    void shouldNeedRoomBeforeTheFrameForATag() {
        final byte[] frame = new byte[60];
        final var misuse = assertThrows(IllegalStateException.class,
                () -> new FrameRewriter().begin(MemorySegment.ofArray(frame), 0, 60).pushTag(EtherType.VLAN, 1));
        assertEquals("found 0 bytes before the frame, expected 4 for a tag", misuse.getMessage());
    }

    @Test
    void shouldLeaveAloneWhatCannotBeRight() {
        final IpAddress a = IpAddress.parse("10.0.0.1");
        final byte[] tiny = builder.ethernet(frames.mac(), frames.mac()).ipv4(a, a).fragment(1, 0, true)
                .protocol(IpProtocol.TCP).payload(new byte[8]).build();
        assertArrayEquals(tiny, rewritten(tiny, rewriter -> {
            assertFalse(rewriter.setIpSource(IpAddress.parse("10.0.0.2")));
            assertFalse(rewriter.setIpSource(IpAddress.parse("::1")));
            assertFalse(rewriter.setSourcePort(1));
            assertFalse(rewriter.popTag());
            assertFalse(rewriter.setVlan(1));
        }));
        final byte[] later = builder.ethernet(frames.mac(), frames.mac()).ipv4(a, a).fragment(1, 8, false)
                .protocol(IpProtocol.TCP).payload(new byte[80]).build();
        final byte[] changed = rewritten(later, rewriter -> {
            assertTrue(rewriter.setIpSource(IpAddress.parse("10.0.0.2")));
            assertFalse(rewriter.setSourcePort(1));
        });
        assertArrayEquals(Arrays.copyOfRange(later, 34, later.length), Arrays.copyOfRange(changed, 34, changed.length));
        assertEquals(ChecksumState.GOOD, FrameView.of(changed).ipChecksum());
    }

    @Test
    void shouldNeverThrowOnOrWriteBesideNonsense() {
        for (int round = 0; round < 100_000; round++) {
            final byte[] source = frames.next();
            for (int mutations = random.nextInt(5); mutations > 0; mutations--) {
                source[random.nextInt(source.length)] = (byte) random.nextInt();
            }
            final byte[] frame = Arrays.copyOf(source, random.nextInt(source.length + 1));
            final byte[] memory = new byte[frame.length + 40];
            Arrays.fill(memory, (byte) 0x5A);
            System.arraycopy(frame, 0, memory, 20, frame.length);
            final FrameRewriter rewriter = new FrameRewriter();
            try {
                rewriter.begin(MemorySegment.ofArray(memory).asSlice(16, frame.length + 4), 4, frame.length);
                rewriter.setDestination(frames.mac());
                rewriter.setSource(frames.mac());
                rewriter.setTtl(3);
                rewriter.setDscp(5);
                rewriter.setIpSource(frames.v4());
                rewriter.setIpDestination(frames.v6());
                rewriter.setIpSource(frames.v6());
                rewriter.setIpDestination(frames.v4());
                rewriter.setSourcePort(5);
                rewriter.setDestinationPort(5);
                rewriter.setVlan(5);
                rewriter.popTag();
                rewriter.pushTag(EtherType.VLAN, 5);
            } catch (final RuntimeException thrown) {
                throw new AssertionError(describe(frame), thrown);
            }
            for (int i = 0; i < 16; i++) {
                assertEquals(0x5A, memory[i]);
                assertEquals(0x5A, memory[memory.length - 1 - i]);
            }
        }
    }

    private String describe(final byte[] frame) {
        return "seed " + seed + ", frame " + HexFormat.of().formatHex(frame);
    }
}
