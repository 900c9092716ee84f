package org.signalbox.extension.tracing.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowTableTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long ACTIVE = 60 * SECOND;
    private static final long INACTIVE = 15 * SECOND;
    private static final long START = 1_700_000_000L * SECOND;

    private final FlowRing ring = new FlowRing(65_536);
    private final FlowKey key = new FlowKey();

    /** A flow as the model has it. */
    private record Told(int flow, long start, long last, long packets, long layer2, long network, long flags) {
    }

    private void set(final int flow, final int networkBytes, final int flags) {
        Arrays.fill(key.words, 0);
        key.words[0] = 4L << 60;
        key.words[4] = flow * 31L;
        key.words[6] = flow;
        key.networkBytes = networkBytes;
        key.tcpFlags = flags;
    }

    private List<Told> told() {
        final List<Told> all = new ArrayList<>();
        final long[] row = new long[FlowTable.ROW];
        while (ring.poll(row)) {
            all.add(told(row));
        }
        return all;
    }

    private static Told told(final long[] row) {
        return new Told((int) row[6], row[FlowTable.START], row[FlowTable.LAST], row[FlowTable.PACKETS],
                row[FlowTable.LAYER2_BYTES], row[FlowTable.NETWORK_BYTES], row[FlowTable.TCP_FLAGS]);
    }

    private static List<Told> rest(final FlowTable table) {
        final List<Told> all = new ArrayList<>();
        final long[] row = new long[FlowTable.ROW];
        table.end();
        while (table.takeOut(row)) {
            assertThat(row[FlowTable.REASON]).isEqualTo(FlowTable.FORCED_END);
            all.add(told(row));
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20_261_126})
    void shouldTellTheFlowsThatAMapTells(final long seed) {
        final Random random = new Random(seed);
        final FlowTable table = new FlowTable(8_192, ACTIVE, INACTIVE, ring, seed);
        final Map<Integer, Told> model = new HashMap<>();
        final List<Told> expected = new ArrayList<>();
        final List<Told> found = new ArrayList<>();
        long now = START;
        for (int k = 0; k < 200_000; k++) {
            now += random.nextInt(5) == 0 ? random.nextLong(SECOND / 50) : random.nextInt(1_000);
            final int flow = (int) Math.abs(random.nextGaussian() * 200);
            final int bytes = 60 + random.nextInt(1_440);
            final int flags = 1 << random.nextInt(12);
            set(flow, bytes - 14, flags);
            table.count(key, now, bytes);
            final Told before = model.get(flow);
            final boolean over = before != null
                    && (now - before.last() >= INACTIVE || now - before.start() >= ACTIVE);
            if (over) {
                expected.add(before);
            }
            model.put(flow, before == null || over ? new Told(flow, now, now, 1, bytes, bytes - 14, flags)
                    : new Told(flow, before.start(), now, before.packets() + 1, before.layer2() + bytes,
                            before.network() + bytes - 14, before.flags() | flags));
            if (random.nextInt(100) == 0) {
                table.sweep(now);
                found.addAll(told());
            }
        }
        expected.addAll(model.values());
        found.addAll(told());
        found.addAll(rest(table));
        assertThat(found).as("seed " + seed).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(table.flows()).isZero();
        assertThat(table.evicted()).isZero();
        assertThat(table.ignoredPackets()).isZero();
    }

    @Test
    void shouldEndAFlowAfterItsTimeouts() {
        final FlowTable table = new FlowTable(1_024, ACTIVE, INACTIVE, ring, 1);
        final long[] row = new long[FlowTable.ROW];
        set(1, 46, 0);
        table.count(key, START, 60);
        table.sweepAll(START + INACTIVE - 1);
        assertThat(ring.poll(row)).isFalse();
        table.sweepAll(START + INACTIVE);
        assertThat(ring.poll(row)).isTrue();
        assertThat(row[FlowTable.REASON]).isEqualTo(FlowTable.IDLE_TIMEOUT);
        for (long now = START; now <= START + ACTIVE; now += 10 * SECOND) {
            set(2, 46, 0);
            table.count(key, now, 60);
        }
        assertThat(ring.poll(row)).isTrue();
        assertThat(row[FlowTable.REASON]).isEqualTo(FlowTable.ACTIVE_TIMEOUT);
        assertThat(row[FlowTable.PACKETS]).isEqualTo(6);
        assertThat(row[FlowTable.LAST]).isEqualTo(START + 50 * SECOND);
        assertThat(rest(table)).containsExactly(new Told(2, START + ACTIVE, START + ACTIVE, 1, 60, 46, 0));
    }

    @Test
    void shouldTellEarlyWhatAScanPushesOutAndLoseNothing() {
        final FlowTable table = new FlowTable(1_024, ACTIVE, INACTIVE, ring, 1);
        long packets = 0;
        for (int flow = 0; flow < 50_000; flow++) {
            set(flow, 46, 0);
            table.count(key, START + flow, 60);
            packets++;
        }
        assertThat(table.flows()).isLessThanOrEqualTo(table.capacity());
        final List<Told> early = told();
        assertThat(early).hasSize((int) table.evicted()).hasSizeGreaterThan(48_000);
        assertThat(early.stream().mapToLong(Told::packets).sum()
                + rest(table).stream().mapToLong(Told::packets).sum()).isEqualTo(packets);
        assertThat(table.ignoredPackets()).isZero();
    }

    @Test
    void shouldKeepWhoTalksWhileAScanGoesOn() {
        final FlowTable table = new FlowTable(1_024, ACTIVE, INACTIVE, ring, 1);
        for (int flow = 0; flow < 50_000; flow++) {
            set(-1, 46, 0);
            table.count(key, START + flow, 60);
            set(flow, 46, 0);
            table.count(key, START + flow, 60);
        }
        assertThat(rest(table)).contains(new Told(-1, START, START + 49_999, 50_000, 3_000_000, 2_300_000, 0));
    }

    @Test
    void shouldCountWhatItHasNoRoomFor() {
        final FlowRing small = new FlowRing(16);
        final FlowTable table = new FlowTable(8, ACTIVE, INACTIVE, small, 1);
        for (int flow = 0; flow < 100; flow++) {
            set(flow, 46, 0);
            table.count(key, START + flow, 60);
        }
        assertThat(table.flows()).isEqualTo(8);
        assertThat(table.evicted()).isEqualTo(16);
        assertThat(table.ignoredPackets()).isEqualTo(100 - 8 - 16);
        assertThat(table.ignoredBytes()).isEqualTo(60 * (100 - 8 - 16));
    }

    @Test
    void shouldGoOnCountingWhileTheRingIsFull() {
        final FlowRing small = new FlowRing(1);
        final FlowTable table = new FlowTable(1_024, ACTIVE, INACTIVE, small, 1);
        set(1, 46, 0);
        table.count(key, START, 60);
        set(2, 46, 0);
        table.count(key, START, 60);
        table.sweepAll(START + INACTIVE);
        assertThat(table.flows()).isEqualTo(1);
        for (final int flow : new int[] {1, 2}) {
            set(flow, 46, 0);
            table.count(key, START + 2 * INACTIVE, 60);
        }
        assertThat(rest(table).stream().mapToLong(Told::packets).sum()).isEqualTo(3);
    }

    @Test
    void shouldAllocateNothingForAFrame() {
        final var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        final FlowTable table = new FlowTable(1_024, ACTIVE, INACTIVE, new FlowRing(1_024), 1);
        final Random random = new Random(7);
        final int[] flows = random.ints(10_000, 0, 5_000).toArray();
        count(table, flows);
        final long before = threads.getCurrentThreadAllocatedBytes();
        count(table, flows);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000);
    }

    private void count(final FlowTable table, final int[] flows) {
        for (int k = 0; k < flows.length; k++) {
            set(flows[k], 46, 0);
            table.beginBatch();
            table.count(key, START + k, 60);
            table.leaves(key, 3);
            table.sweep(START + k);
        }
    }
}
