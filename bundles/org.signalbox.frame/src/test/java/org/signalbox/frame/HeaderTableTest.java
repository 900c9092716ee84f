package org.signalbox.frame;

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

import org.junit.jupiter.api.Test;

/**
 * The parser against an independent model, over sound, mutated, cut and random frames. Frames stand in segments of
 * exactly their length, so that a read outside throws, and in the middle of noise, which must make no difference.
 */
class HeaderTableTest {

    private static final int ROUNDS = 200_000;

    private final long seed = Long.getLong("signalbox.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final RandomFrames frames = new RandomFrames(random);
    private final HeaderTable table = new HeaderTable(4);

    @Test
    void shouldAgreeWithTheReferenceOnSoundFrames() {
        for (int round = 0; round < ROUNDS / 4; round++) {
            final byte[] frame = frames.next();
            check(frame);
            assertEquals(0, table.flags(1), () -> describe(frame));
        }
    }

    @Test
    void shouldAgreeWithTheReferenceOnMutatedFrames() {
        for (int round = 0; round < ROUNDS; round++) {
            final byte[] frame = frames.next();
            for (int mutations = random.nextInt(4); mutations >= 0; mutations--) {
                final int front = Math.min(frame.length, 14 + random.nextInt(100));
                frame[random.nextInt(front)] = (byte) (random.nextBoolean() ? random.nextInt() : random.nextInt(8) * 8);
            }
            check(random.nextBoolean() ? frame : Arrays.copyOf(frame, random.nextInt(frame.length + 1)));
        }
    }

    @Test
    void shouldAgreeWithTheReferenceOnEveryTruncation() {
        for (int round = 0; round < 300; round++) {
            final byte[] frame = frames.next();
            for (int length = 0; length <= Math.min(frame.length, 250); length++) {
                check(Arrays.copyOf(frame, length));
            }
        }
    }

    @Test
    void shouldAgreeWithTheReferenceOnNoiseBehindEveryType() {
        final int[] types = {0x0800, 0x86DD, 0x8100, 0x88A8, 0x0806, 0x05FF, 0x0600};
        final int[] kinds = {0, 43, 44, 51, 60, 135, 139, 140, 6, 17, 58};
        for (int round = 0; round < ROUNDS; round++) {
            final byte[] frame = new byte[random.nextInt(400)];
            random.nextBytes(frame);
            if (frame.length >= 80) {
                final int type = types[random.nextInt(types.length)];
                frame[12] = (byte) (type >> 8);
                frame[13] = (byte) type;
                frame[14] = (byte) (type == 0x86DD ? 0x60 : 0x40 + random.nextInt(16));
                frame[16] = (byte) random.nextInt(2);
                frame[18] = (byte) random.nextInt(2);
                // a chance for long chains of short extension headers
                for (int at = 20; at < frame.length - 1; at += at == 20 ? 34 : 8) {
                    frame[at] = (byte) kinds[random.nextInt(kinds.length)];
                    frame[at + 1] = (byte) (random.nextInt(6) == 0 ? 1 : 0);
                }
            }
            check(frame);
        }
    }

    private void check(final byte[] frame) {
        final ReferenceParser expected = new ReferenceParser(frame);
        try {
            parseExactly(frame);
        } catch (final IndexOutOfBoundsException overread) {
            throw new AssertionError(describe(frame), overread);
        }
        compare(expected, 1, frame);
        final byte[] noise = new byte[frame.length + 200];
        random.nextBytes(noise);
        System.arraycopy(frame, 0, noise, 100, frame.length);
        table.parse(MemorySegment.ofArray(noise), 100, frame.length, 2);
        table.copy(2, table, 3);
        compare(expected, 3, frame);
    }

    private void parseExactly(final byte[] frame) {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment memory = arena.allocate(Math.max(1, frame.length)).asSlice(0, frame.length);
            MemorySegment.copy(frame, 0, memory, ValueLayout.JAVA_BYTE, 0, frame.length);
            table.parse(memory, 0, frame.length, 1);
        }
    }

    private void compare(final ReferenceParser expected, final int index, final byte[] frame) {
        assertEquals(expected.etherType, table.etherType(index), () -> describe(frame));
        assertEquals(expected.tagCount, table.tagCount(index), () -> describe(frame));
        assertEquals(expected.tci, table.tci(index), () -> describe(frame));
        assertEquals(expected.tpid, table.tpid(index), () -> describe(frame));
        assertEquals(expected.networkOffset, table.networkOffset(index), () -> describe(frame));
        assertEquals(expected.ipVersion, table.ipVersion(index), () -> describe(frame));
        assertEquals(expected.ipProtocol, table.ipProtocol(index), () -> describe(frame));
        assertEquals(expected.transportOffset, table.transportOffset(index), () -> describe(frame));
        assertEquals(expected.fragment, table.isFragment(index), () -> describe(frame));
        assertEquals(expected.laterFragment, table.isLaterFragment(index), () -> describe(frame));
        assertEquals(expected.sound, table.flags(index) == 0, () -> describe(frame));
    }

    private String describe(final byte[] frame) {
        return "seed " + seed + ", frame " + HexFormat.of().formatHex(frame);
    }

    @Test
    void shouldNameWhatIsWrong() {
        final byte[] sound = new FrameBuilder().ethernet(frames.mac(), frames.mac()).ipv4(frames.v4(), frames.v4())
                .udp(1, 2).payload(new byte[4]).build();
        assertEquals(HeaderTable.TRUNCATED_ETHERNET, flags(Arrays.copyOf(sound, 13)));
        assertEquals(HeaderTable.TRUNCATED_NETWORK, flags(Arrays.copyOf(sound, 33)));
        assertEquals(HeaderTable.BAD_PACKET_LENGTH, flags(Arrays.copyOf(sound, 42)));
        assertEquals(HeaderTable.BAD_PACKET_LENGTH | HeaderTable.TRUNCATED_TRANSPORT, flags(Arrays.copyOf(sound, 41)));
        assertEquals(HeaderTable.BAD_IP_VERSION, flags(with(sound, 14, 0x65)));
        assertEquals(HeaderTable.BAD_HEADER_LENGTH, flags(with(sound, 14, 0x44)));
        assertEquals(HeaderTable.BAD_HEADER_LENGTH | HeaderTable.BAD_PACKET_LENGTH, flags(with(sound, 14, 0x49)));
        assertEquals(HeaderTable.TRUNCATED_TAG, flags(Arrays.copyOf(with(with(sound, 12, 0x81), 13, 0), 17)));
        final FrameBuilder tagged = new FrameBuilder().ethernet(frames.mac(), frames.mac());
        for (int i = 0; i < 9; i++) {
            tagged.vlan(i);
        }
        assertEquals(HeaderTable.TOO_MANY_TAGS, flags(tagged.etherType(0x0800).build()));
        final FrameBuilder chained = new FrameBuilder().ethernet(frames.mac(), frames.mac())
                .ipv6(frames.v6(), frames.v6());
        for (int i = 0; i < 9; i++) {
            chained.extension(IpProtocol.DESTINATION_OPTIONS, new byte[0]);
        }
        final byte[] chain = chained.udp(1, 2).build();
        assertEquals(HeaderTable.TOO_MANY_EXTENSION_HEADERS, flags(chain));
        assertEquals(HeaderTable.BAD_EXTENSION_HEADER, flags(with(chain, 14 + 40 + 1, 20)));
    }

    @Test
    void shouldSayWhereAnIpHeaderMayBeHidden() {
        final byte[] sound = new FrameBuilder().ethernet(frames.mac(), frames.mac()).ipv4(frames.v4(), frames.v4())
                .udp(1, 2).payload(new byte[4]).build();
        assertFalse(isHidden(sound));
        assertFalse(isHidden(tagged(8).etherType(EtherType.IPV4).payload(new byte[20]).build()));
        assertTrue(isHidden(tagged(9).etherType(EtherType.IPV4).payload(new byte[20]).build()));
        for (final String header : new String[] {"aaaa030000000800", "aaaa0300000086dd", "aaaa030000f80800",
            "aaaa030000008100", "aaaa0300000088a8"}) {
            final byte[] snap = HexFormat.of().parseHex(header);
            for (int tags = 0; tags <= HeaderTable.MAX_TAGS; tags++) {
                assertTrue(isHidden(tagged(tags).etherType(28).payload(snap).build()), header);
                assertTrue(isHidden(tagged(tags).etherType(0x5FF).payload(snap).build()), header);
                assertFalse(isHidden(tagged(tags).etherType(28).payload(Arrays.copyOf(snap, 7)).build()), header);
                assertFalse(isHidden(tagged(tags).etherType(0x88B6).payload(snap).build()), header);
            }
        }
        assertFalse(isHidden(tagged(0).etherType(28).payload(HexFormat.of().parseHex("aaaa030000000806")).build()));
        assertFalse(isHidden(tagged(0).etherType(28).payload(HexFormat.of().parseHex("424203000000000000")).build()));
    }

    private FrameBuilder tagged(final int tags) {
        final FrameBuilder tagged = new FrameBuilder().ethernet(frames.mac(), frames.mac());
        for (int i = 0; i < tags; i++) {
            tagged.vlan(0);
        }
        return tagged;
    }

    private boolean isHidden(final byte[] frame) {
        parseExactly(frame);
        return table.isNetworkHidden(1);
    }

    private int flags(final byte[] frame) {
        parseExactly(frame);
        return table.flags(1);
    }

    private static byte[] with(final byte[] frame, final int index, final int value) {
        final byte[] changed = frame.clone();
        changed[index] = (byte) value;
        return changed;
    }

    @Test
    void shouldRefuseATableForNoFrames() {
        assertThrows(IllegalArgumentException.class, () -> new HeaderTable(0));
    }
}
