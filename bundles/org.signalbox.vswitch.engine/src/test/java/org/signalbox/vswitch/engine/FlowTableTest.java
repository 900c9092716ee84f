package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.pipeline.FlowReads;
import org.signalbox.vswitch.pipeline.FrameSlots;
import org.signalbox.vswitch.pipeline.RuleHits;

/** What is found of a flow is what was put there, however many there are; how many are kept is a matter of room. */
class FlowTableTest {
    private static final int MOST = 1 << 14;
    private static final int[] RULES = new int[FlowTable.RULES];

    private final FlowTable table = new FlowTable(FlowReads.IPV4, MOST);

    /** The same number gives the same key, another one another; keys differ in few bits, wherever they are. */
    private long[] key(final long number, final int shift) {
        return new long[] {table.epoch(), 7, 8, number << shift, 9};
    }

    /** Meets a flow, which is put into the table if it is not there. */
    private boolean meet(final long[] key, final long verdict) {
        final int found = table.find(key);
        if (found == FlowTable.NONE) {
            table.add(key, verdict, ~verdict, RULES);
            return false;
        }
        assertThat(table.meet(found) >>> 2).isEqualTo(verdict >>> 2);
        assertThat(table.way(found)).isEqualTo(~verdict);
        return true;
    }

    @Test
    void shouldFindWhatWasPutThereOrNothing() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final Map<List<Long>, Long> put = new HashMap<>();
        long found = 0;
        for (int step = 0; step < 200_000; step++) {
            final long[] key = key(random.nextInt(3_000), random.nextInt(4) * 13);
            final List<Long> name = Arrays.stream(key).boxed().toList();
            final int at = table.find(key);
            if (at != FlowTable.NONE) {
                found++;
                assertThat(table.verdict(at) >>> 2).as("seed %d, step %d", seed, step).isEqualTo(put.get(name));
            } else {
                final long verdict = random.nextInt(1_000);
                put.put(name, verdict);
                table.add(key, verdict << 2, 0, RULES);
            }
            if (random.nextInt(1_000) == 0) {
                table.forget();
                put.clear();
                assertThat(table.used()).isZero();
            }
        }
        assertThat(found).as("seed %d", seed).isGreaterThan(10_000);
    }

    @Test
    void shouldFindTheFlowsOfABatchInWhicheverPlaceTheyAre() {
        final int frames = 700;
        final int stride = 128;
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment memory = arena.allocate((long) (frames + 1) * stride, Long.BYTES);
            final FrameSlots slots = new FrameSlots(memory, frames);
            final FlowReads reads = new FlowReads(slots.size());
            for (int slot = 0; slot < frames; slot++) {
                final int at = 2 * FrameSlots.HEADROOM + 2 + slot * stride;
                final int length = new FrameBuilder()
                        .ethernet(new MacAddress(0x0200_0000_0001L), new MacAddress(0x0200_0000_1000L + slot))
                        .ipv4(IpAddress.ofV4(slot), IpAddress.ofV4(~slot)).udp(slot, 53).pad(60).build(memory, at);
                slots.commit(at, length, length, 0, 0);
                slots.readAddresses(slot);
            }
            final int[] one = new int[frames];
            // one after the other, as often as the table begins anew because it grew
            for (int round = 0; round < 10; round++) {
                for (int slot = 0; slot < frames; slot++) {
                    one[slot] = table.find(table.key(slots, slot, reads));
                    if (one[slot] == FlowTable.NONE) {
                        table.add(table.key(slots, slot, reads), 0, 0, RULES);
                    }
                }
            }
            assertThat(one).doesNotContain(FlowTable.NONE);
            final int[] kinds = new int[frames];
            Arrays.setAll(kinds, slot -> slot % 10 == 0 ? FlowReads.UNKNOWN : FlowReads.IPV4);
            final int[] together = new int[frames];
            Arrays.fill(together, FlowTable.NONE);
            assertThat(table.find(slots, reads, kinds, frames, together)).isTrue();
            Arrays.setAll(one, slot -> slot % 10 == 0 ? FlowTable.NONE : one[slot]);
            assertThat(together).containsExactly(one);
            table.remove(one[1]);
            assertThat(table.find(slots, reads, kinds, frames, together)).isFalse();
        }
    }

    /** Flows that pass in a batch are met, and count what they count, as if each came by itself. */
    @Test
    void shouldCountWhatPassesInABatch() {
        final int[] rules = new int[FlowTable.RULES];
        rules[0] = 5;
        rules[FlowReads.COUNTED] = 7 | 3 << FlowReads.STAGE_SHIFT;
        final long simple = FlowWord.of(0, FlowWord.NO_STAGE, 0, 0, 1);
        table.add(key(1, 0), simple, FlowWord.of(0, FlowWord.NO_STAGE, 0, 2, 1), rules);
        final long toPort3 = FlowWord.of(0, FlowWord.NO_STAGE, 0, 3, 0);
        table.add(key(2, 0), FlowWord.of(0, FlowWord.NO_STAGE, 0, 0, 0), toPort3, rules);
        table.add(key(3, 0), FlowWord.of(1, FlowWord.NO_STAGE, 0, 0, 0), toPort3, rules);
        table.add(key(4, 0), simple, FlowWord.of(0, 1, 9, 3, 0), rules);
        final FrameSlots slots = new FrameSlots(MemorySegment.NULL, 3);
        for (int slot = 0; slot < 3; slot++) {
            slots.commit(0, 60, 60 + slot, 0, 0);
        }
        final int[] kinds = {FlowReads.IPV4, FlowReads.IPV6, FlowReads.IPV4};
        final int[] flow = {table.find(key(1, 0)), 99, table.find(key(2, 0))};
        final int[] to = new int[3];
        final RuleHits hits = new RuleHits();
        hits.ensure(8);
        for (int batch = 0; batch < 5; batch++) {
            assertThat(table.allPass(kinds, 3, flow, to)).isTrue();
            assertThat(to).containsExactly(2, 0, 3);
            table.pass(slots, kinds, 3, flow, hits);
        }
        assertThat(IntStream.range(0, 8).mapToLong(hits::frames)).containsExactly(0L, 0L, 0L, 0L, 0L, 5L, 0L, 5L);
        assertThat(hits.bytes(7)).isEqualTo(5 * 60);
        assertThat(table.verdict(flow[0]) & FlowTable.MET).isEqualTo(3);
        assertThat(table.verdict(flow[0]) & ~FlowTable.MET).isEqualTo(simple);
        for (final long other : new long[] {3, 4}) {
            flow[2] = table.find(key(other, 0));
            assertThat(table.allPass(kinds, 3, flow, to)).as("flow %d", other).isFalse();
        }
    }

    @Test
    void shouldStayWithinItsBoundWhateverComes() {
        for (long flow = 0; flow < 1_000_000; flow++) {
            meet(key(flow, 32), flow << 2);
            meet(key(flow, 32), flow << 2);
        }
        assertThat(table.capacity()).isEqualTo(MOST);
        assertThat(table.used()).isLessThanOrEqualTo(MOST).isGreaterThan(MOST * 9 / 10);
    }

    @Test
    void shouldKeepFlowsThatComeAgainAndAgainWhileOthersPassBy() {
        final int honest = 512;
        for (int round = 0; round < 10; round++) {
            for (long flow = 0; flow < honest; flow++) {
                meet(key(-1 - flow, 8), flow << 2);
            }
        }
        int lost = 0;
        for (long other = 0; other < 1_000_000; other++) {
            // each of the scan comes twice, so that it gets in where it can
            meet(key(other, 16), 0);
            meet(key(other, 16), 0);
            final long flow = other % honest;
            lost += other >= honest && !meet(key(-1 - flow, 8), flow << 2) ? 1 : 0;
        }
        assertThat(lost).as("of a million looks at flows that come again and again").isLessThan(50_000);
    }
}
