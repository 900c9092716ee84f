package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

/** The forwarding table against maps. */
class ForwardingTableTest {
    /** Where and when an address was seen. */
    private record Seen(int port, long timeNanos) {
    }

    private static ForwardingTable table(final int limit) {
        final ForwardingTable table = new ForwardingTable(limit);
        table.limit(256, _ -> 0);
        return table;
    }

    private static Map<Long, Integer> known(final ForwardingTable table, final long now) {
        final Map<Long, Integer> known = new TreeMap<>();
        table.visit(now, (address, port, _) -> assertThat(known.put(address, port)).as("twice").isNull());
        return known;
    }

    @Test
    void shouldDoAsAMapDoes() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final ForwardingTable table = table(ForwardingTable.LIMIT);
        final Map<Long, Seen> model = new HashMap<>();
        long now = 0;
        for (int step = 0; step < 200_000; step++) {
            now += random.nextInt(1_000) == 0
                    ? ForwardingTable.AGEING_NANOS / (1 + random.nextInt(4)) : random.nextInt(1_000);
            final long address = ForwardingTable.address(random.nextInt(3), random.nextInt(3_000));
            final int port = random.nextInt(6);
            if (random.nextBoolean()) {
                table.learn(address, port, now);
                model.put(address, new Seen(port, now));
            } else if (random.nextInt(2_000) == 0) {
                table.forget(port);
                model.values().removeIf(seen -> seen.port() == port);
            }
            final Seen seen = model.get(address);
            final boolean living = seen != null && now - seen.timeNanos() < ForwardingTable.AGEING_NANOS;
            final int expected = living ? seen.port() : ForwardingTable.NONE;
            assertThat(table.lookup(address, now)).as("seed %d step %d", seed, step).isEqualTo(expected);
            if (step % 20_000 == 0) {
                final Map<Long, Integer> all = new TreeMap<>();
                for (final Map.Entry<Long, Seen> entry : model.entrySet()) {
                    if (now - entry.getValue().timeNanos() < ForwardingTable.AGEING_NANOS) {
                        all.put(entry.getKey(), entry.getValue().port());
                    }
                }
                assertThat(known(table, now)).as("seed %d step %d", seed, step).isEqualTo(all);
                assertThat(table.count(now)).isEqualTo(all.size());
            }
        }
    }

    @Test
    void shouldNotLearnWhenFullUntilSomethingAges() {
        final ForwardingTable table = table(64);
        for (int k = 0; k < 64; k++) {
            table.learn(k, 1, k);
        }
        table.learn(64, 1, 64);
        assertThat(table.lookup(64, 64)).isEqualTo(ForwardingTable.NONE);
        assertThat(table.refused()).isEqualTo(1);
        table.learn(3, 2, 65);
        assertThat(table.lookup(3, 65)).isEqualTo(2);

        final long later = 10 + ForwardingTable.AGEING_NANOS;
        table.learn(65, 7, later);
        assertThat(table.lookup(65, later)).isEqualTo(7);
        assertThat(table.count(later)).isEqualTo(64 - 10 + 1);
    }

    @Test
    void shouldHoldAllItPromises() {
        final ForwardingTable table = table(ForwardingTable.LIMIT);
        for (int k = 0; k < ForwardingTable.LIMIT + 1_000; k++) {
            table.learn(k, k & 0xFF, 1);
        }
        assertThat(table.count(1)).isEqualTo(ForwardingTable.LIMIT);
        assertThat(table.refused()).isEqualTo(1_000);
        for (int k = 0; k < ForwardingTable.LIMIT; k++) {
            assertThat(table.lookup(k, 1)).isEqualTo(k & 0xFF);
        }
    }

    @Test
    void shouldShowReadersWholeEntriesWhileItLearnsAndGrows() throws InterruptedException {
        final ForwardingTable table = table(ForwardingTable.LIMIT);
        final AtomicBoolean done = new AtomicBoolean();
        final AtomicReference<Throwable> fault = new AtomicReference<>();
        final Thread reader = new Thread(() -> {
            try {
                int before = 0;
                while (!done.get()) {
                    final Map<Long, Integer> known = known(table, 1);
                    known.forEach((address, port) -> assertThat(port).isEqualTo((int) (address % 100)));
                    assertThat(known.size()).isGreaterThanOrEqualTo(before);
                    before = known.size();
                }
            } catch (final Throwable thrown) {
                fault.set(thrown);
            }
        });
        reader.start();
        for (int k = 0; k < 50_000; k++) {
            table.learn(k, k % 100, 1);
        }
        done.set(true);
        reader.join(30_000);
        assertThat(reader.isAlive()).isFalse();
        assertThat(fault.get()).isNull();
    }
}
