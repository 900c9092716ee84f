package org.signalbox.vswitch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.signalbox.frame.Offload;
import org.signalbox.vswitch.attachment.ReceiveBuffer;

/** Frames in slots: every access stays within its frame, tags come off and on again. */
class FrameSlotsTest {
    private static byte[] bytes(final FrameSlots slots, final int slot) {
        return slots.memory().asSlice(slots.offset(slot), slots.length(slot)).toArray(ValueLayout.JAVA_BYTE);
    }

    private static int put(final FrameSlots slots, final byte[] frame, final int wire) {
        final int at = slots.reserve(frame.length);
        MemorySegment.copy(frame, 0, slots.memory(), ValueLayout.JAVA_BYTE, at, frame.length);
        slots.commit(at, frame.length, wire, 3, 5);
        return slots.count() - 1;
    }

    private static byte[] random(final Random random, final int length) {
        final byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void shouldReadWhatIsInTheFrameAndNothingElse() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        try (Arena arena = Arena.ofConfined()) {
            final FrameSlots slots = new FrameSlots(arena.allocate(4_096, 8), 16);
            for (int round = 0; round < 100; round++) {
                slots.clear();
                for (int k = 0; k < 16; k++) {
                    final byte[] frame = random(random, random.nextInt(100));
                    final int slot = put(slots, frame, frame.length);
                    for (int at = -9; at < frame.length + 9; at++) {
                        check(slots, slot, frame, at);
                    }
                }
            }
        }
    }

    private static void check(final FrameSlots slots, final int slot, final byte[] frame, final int at) {
        for (final int size : new int[] {1, 2, 4, 6, 8}) {
            final boolean inside = at >= 0 && at + size <= frame.length;
            if (!inside) {
                assertThatThrownBy(() -> read(slots, slot, at, size)).isInstanceOf(IndexOutOfBoundsException.class);
            } else {
                long expected = 0;
                for (int k = 0; k < size; k++) {
                    expected = expected << 8 | frame[at + k] & 0xFF;
                }
                assertThat(read(slots, slot, at, size)).isEqualTo(expected);
            }
        }
    }

    private static long read(final FrameSlots slots, final int slot, final int at, final int size) {
        return switch (size) {
            case 1 -> slots.u8(slot, at);
            case 2 -> slots.u16(slot, at);
            case 4 -> slots.i32(slot, at) & 0xFFFF_FFFFL;
            case 6 -> slots.u48(slot, at);
            default -> slots.i64(slot, at);
        };
    }

    @Test
    void shouldTakeTagsOffAndPutThemOn() {
        final Random random = new Random(7);
        final FrameSlots slots = new FrameSlots(MemorySegment.ofArray(new long[512]), 2);
        final byte[] neighbour = random(random, 60);
        final byte[] tagged = random(random, 64);
        put(slots, neighbour, 60);
        final int slot = put(slots, tagged, 80);
        slots.stripTag(slot);
        final byte[] plain = Arrays.copyOf(tagged, 60);
        System.arraycopy(tagged, 16, plain, 12, 48);
        assertThat(bytes(slots, slot)).isEqualTo(plain);
        assertThat(slots.wireLength(slot)).isEqualTo(76);

        slots.setTag(slot, 0x88A8_E00A);
        assertThat(slots.vlan(slot)).isEqualTo(10);
        assertThat(slots.priority(slot)).isEqualTo(7);
        slots.pushTag(slot);
        assertThat(slots.u16(slot, 12)).isEqualTo(0x88A8);
        assertThat(slots.u16(slot, 14)).isEqualTo(0xE00A);
        assertThat(slots.length(slot)).isEqualTo(64);
        slots.stripTag(slot);
        assertThat(bytes(slots, slot)).isEqualTo(plain);

        slots.setTag(0, 20);
        slots.pushTag(0);
        assertThat(slots.i32(0, 12)).isEqualTo(0x8100_0014);
        slots.stripTag(0);
        assertThat(bytes(slots, 0)).isEqualTo(neighbour);
        assertThat(bytes(slots, slot)).isEqualTo(plain);
    }

    @Test
    void shouldParseAgainWhatWasWritten() {
        final FrameSlots slots = new FrameSlots(MemorySegment.ofArray(new long[512]), 2);
        final int slot = put(slots, new byte[60], 60);
        slots.parse(slot);
        assertThat(slots.headers().etherType(slot)).isZero();
        slots.setU8(slot, 12, 0x88);
        slots.setU8(slot, 13, 0xB5);
        assertThat(slots.isStale(slot)).isTrue();
        slots.parseChanged();
        assertThat(slots.isStale(slot)).isFalse();
        assertThat(slots.headers().etherType(slot)).isEqualTo(0x88B5);
        slots.setU48(slot, 0, 0x0102_0304_0506L);
        assertThat(slots.u48(slot, 0)).isEqualTo(0x0102_0304_0506L);
        assertThat(slots.u8(slot, 6)).isZero();
        assertThatThrownBy(() -> slots.setU8(slot, 60, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> slots.setU48(slot, 55, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void shouldTakeNoMoreThanThereIsRoomFor() {
        final FrameSlots slots = new FrameSlots(MemorySegment.ofArray(new byte[256]), 3);
        assertThat(slots.reserve(256)).isEqualTo(-1);
        put(slots, new byte[60], 60);
        put(slots, new byte[60], 60);
        assertThat(slots.reserve(60)).as("bytes left").isEqualTo(-1);
        put(slots, new byte[1], 1);
        assertThat(slots.reserve(0)).as("slots left").isEqualTo(-1);
    }

    @Test
    void shouldKeepWhatIsLeftToBeDoneWhereTagsComeAndGo() {
        final FrameSlots slots = new FrameSlots(MemorySegment.ofArray(new byte[1_024]), 8);
        final ReceiveBuffer buffer = new ReceiveBuffer(slots);
        buffer.from(2, 9, 8);
        final MemorySegment frame = MemorySegment.ofArray(new byte[60]);
        assertThat(buffer.add(frame, 0, 60, 60, Offload.segments(Offload.TCP_V4, 100, 38, 16))).isTrue();
        assertThat(buffer.add(frame, 0, 60, 60)).isTrue();
        slots.stripTag(0);
        assertThat(slots.offload(0)).isEqualTo(Offload.segments(Offload.TCP_V4, 100, 34, 16));
        slots.pushTag(0);
        assertThat(slots.offload(0)).isEqualTo(Offload.segments(Offload.TCP_V4, 100, 38, 16));
        slots.stripTag(1);
        assertThat(slots.offload(1)).isZero();
        slots.clear();
        assertThat(buffer.add(frame, 0, 60, 60)).isTrue();
        assertThat(slots.offload(0)).as("of the frame that was there before").isZero();
    }

    @Test
    void shouldRefuseAnOffloadThatDoesNotFitItsFrame() {
        final ReceiveBuffer buffer = new ReceiveBuffer(new FrameSlots(MemorySegment.ofArray(new byte[1_024]), 8));
        buffer.from(2, 9, 8);
        for (final long odd : new long[] {Offload.checksum(44, 16), Offload.segments(Offload.TCP_V4, 0, 34, 16),
            Offload.segments(9, 100, 34, 16), Offload.segments(Offload.TCP_V6, 100, 54, 0)}) {
            buffer.reserve(60);
            assertThatThrownBy(() -> buffer.commit(60, 60, odd)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("0x" + Long.toHexString(odd));
        }
    }

    @Test
    void shouldRefuseCommitsBeyondWhatWasReserved() {
        final FrameSlots slots = new FrameSlots(MemorySegment.ofArray(new byte[1_024]), 8);
        final ReceiveBuffer buffer = new ReceiveBuffer(slots);
        buffer.from(2, 9, 2);
        assertThatThrownBy(() -> buffer.commit(1, 1)).isInstanceOf(IllegalStateException.class);
        buffer.reserve(60);
        assertThatThrownBy(() -> buffer.commit(61, 61)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> buffer.commit(60, 59)).isInstanceOf(IllegalArgumentException.class);
        buffer.commit(50, 70);
        assertThat(buffer.add(MemorySegment.ofArray(new byte[60]), 0, 60, 60)).isTrue();
        assertThat(buffer.limit()).isZero();
        assertThat(buffer.reserve(1)).as("over the limit").isEqualTo(-1);
        assertThat(slots.count()).isEqualTo(2);
        assertThat(slots.length(0) + " " + slots.wireLength(0) + " " + slots.sourcePort(0) + " " + slots.timeNanos(0))
                .isEqualTo("50 70 2 9");
    }
}
