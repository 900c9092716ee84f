package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.pipeline.FlowReads;
import org.signalbox.vswitch.pipeline.FrameSlots;

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
            table.find(slots, reads, kinds, frames, together);
            Arrays.setAll(one, slot -> slot % 10 == 0 ? FlowTable.NONE : one[slot]);
            assertThat(together).containsExactly(one);
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
