package org.signalbox.vswitch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.signalbox.frame.Offload;

class FrameMakerTest {
    private static final int RECEIVED = 4;
    private static final int MADE = 6;

    private final FrameSlots slots = new FrameSlots(MemorySegment.ofArray(new long[512]), RECEIVED, MADE, 1_024);
    private final FrameEntries entries = new FrameEntries(RECEIVED + MADE);
    private final FrameMaker maker = new FrameMaker(slots, entries, port -> port >= 0 && port < 3);
    private final byte[] frame = new byte[60];

    private void receive(final int count) {
        for (int k = 0; k < count; k++) {
            final byte[] bytes = new byte[60];
            Arrays.fill(bytes, (byte) k);
            final int at = slots.reserve(60);
            MemorySegment.copy(MemorySegment.ofArray(bytes), 0, slots.memory(), at, 60);
            slots.commit(at, 60, 70 + k, k % 3, 100 + k, k == 1 ? Offload.checksum(14, 6) : 0);
            slots.setTag(k, 0x88A8_E000 | k);
            slots.parse(k);
        }
        entries.fill(count);
        maker.begin(1_000);
    }

    private int inject(final int behind) {
        return maker.make(behind, MemorySegment.ofArray(frame), 0, 60, FrameSlots.NO_PORT, 5);
    }

    @Test
    void shouldCopyAFrameWithItsColumns() {
        receive(2);
        final int copy = maker.copy(1);
        assertThat(copy).isEqualTo(2);
        final int slot = entries.slot(copy);
        assertThat(slots.length(slot)).isEqualTo(60);
        assertThat(slots.wireLength(slot)).isEqualTo(71);
        assertThat(slots.sourcePort(slot)).isEqualTo(1);
        assertThat(slots.timeNanos(slot)).isEqualTo(101);
        assertThat(slots.tag(slot)).isEqualTo(0x88A8_E001);
        assertThat(slots.offload(slot)).isEqualTo(Offload.checksum(14, 6));
        assertThat(slots.sourceMac(slot)).isEqualTo(0x0101_0101_0101L);
        assertThat(entries.isCopy(copy)).isTrue();
        slots.setU8(slot, 20, 9);
        assertThat(slots.u8(1, 20)).isEqualTo(1);
        slots.pushTag(slot);
        assertThat(slots.u8(1, 59)).isEqualTo(1);
    }

    @Test
    void shouldMakeAFrameOfItsOwn() {
        receive(2);
        final int made = inject(0);
        final int last = maker.make(MemorySegment.ofArray(frame), 10, 50, 2, 4_094);
        assertThat(slots.timeNanos(entries.slot(made))).isEqualTo(100);
        assertThat(slots.sourcePort(entries.slot(made))).isEqualTo(-1);
        assertThat(slots.tag(entries.slot(made))).isEqualTo(5);
        assertThat(entries.isCopy(made)).isFalse();
        assertThat(slots.timeNanos(entries.slot(last))).isEqualTo(1_000);
        assertThat(slots.length(entries.slot(last))).isEqualTo(50);
        assertThat(slots.wireLength(entries.slot(last))).isEqualTo(50);
        assertThat(slots.vlan(entries.slot(last))).isEqualTo(4_094);
    }

    @Test
    void shouldRefuseNonsenseAndMakeNothing() {
        receive(2);
        entries.drop(1, 7);
        final MemorySegment bytes = MemorySegment.ofArray(frame);
        assertThatThrownBy(() -> maker.copy(1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("found frame 1, which was dropped, expected one that was not");
        assertThatThrownBy(() -> maker.copy(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> inject(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> maker.make(bytes, 0, 13, 0, 0))
                .hasMessage("found a frame of 13 bytes, expected 14 or more");
        assertThatThrownBy(() -> maker.make(bytes, 1, 60, 0, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> maker.make(bytes, 0, 60, 3, 0))
                .hasMessage("found source port 3, expected the index of a port or -1");
        assertThatThrownBy(() -> maker.make(bytes, 0, 60, -2, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> maker.make(bytes, 0, 60, 0, 4_095)).hasMessage("found VLAN 4095, expected 0 to 4094");
        assertThatThrownBy(() -> maker.make(bytes, 0, 60, 0, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(entries.count()).isEqualTo(2);
        assertThat(slots.count()).isEqualTo(2);
    }

    @Test
    void shouldKeepRoomForMadeFramesHoweverManyWereReceived() {
        receive(RECEIVED);
        assertThat(slots.reserve(60)).isEqualTo(-1);
        for (int k = 0; k < MADE; k++) {
            assertThat(maker.copy(0)).isEqualTo(RECEIVED + k);
        }
        assertThat(maker.copy(0)).isEqualTo(-1);
        assertThat(inject(0)).isEqualTo(-1);
        assertThat(entries.count()).isEqualTo(RECEIVED + MADE);

        slots.clear();
        final int longest = 4_096 - 1_024;
        final int at = slots.reserve(100);
        assertThat(slots.reserve(longest - at)).isEqualTo(at);
        assertThat(slots.reserve(longest - at + 1)).isEqualTo(-1);
        slots.commit(at, longest - at, longest - at, 0, 0);
        assertThat(slots.reserve(60)).isEqualTo(-1);
        entries.fill(1);
        assertThat(inject(0)).isEqualTo(1);
        assertThat(maker.copy(0)).as("there are no bytes left").isEqualTo(-1);
    }

    @Test
    void shouldStandMadeFramesBehindThoseTheyGoBackTo() {
        final Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            slots.clear();
            receive(RECEIVED);
            final List<Integer> roots = new ArrayList<>(List.of(0, 1, 2, 3));
            for (int first = RECEIVED; first < RECEIVED + MADE; first = entries.count()) {
                entries.drop(random.nextInt(first), 7);
                entries.compact();
                final List<Integer> living = live();
                for (int k = 0; k <= random.nextInt(2) && entries.count() < RECEIVED + MADE; k++) {
                    final int behind = random.nextInt(entries.count());
                    inject(behind);
                    roots.add(roots.get(behind));
                }
                entries.include(first);
                final int from = first;
                final List<Integer> expected = IntStream.range(0, entries.count()).boxed()
                        .sorted(Comparator.comparing(roots::get)).toList();
                assertThat(IntStream.range(0, entries.count()).map(entries::inOrder).boxed().toList())
                        .isEqualTo(expected);
                assertThat(live()).isEqualTo(
                        expected.stream().filter(entry -> entry >= from || living.contains(entry)).toList());
            }
        }
    }

    private List<Integer> live() {
        return IntStream.range(0, entries.live()).map(entries::frame).boxed().toList();
    }

    @Test
    void shouldHandMadeFramesThatWereDroppedToTheNextCompact() {
        receive(1);
        entries.drop(inject(0), 7);
        assertThat(live()).containsExactly(0);
        entries.compact();
        entries.include(1);
        assertThat(live()).containsExactly(0, 1);
        assertThat(entries.compact()).isEqualTo(1);
        assertThat(entries.gone(0)).isEqualTo(1);
        assertThat(live()).containsExactly(0);
    }

    @Test
    void shouldBeginABatchWithoutReceivedFrames() {
        receive(0);
        final int first = maker.make(MemorySegment.ofArray(frame), 0, 60, -1, 0);
        final int second = maker.copy(first);
        entries.include(0);
        assertThat(live()).containsExactly(0, 1);
        assertThat(slots.timeNanos(entries.slot(second))).isEqualTo(1_000);
    }
}
