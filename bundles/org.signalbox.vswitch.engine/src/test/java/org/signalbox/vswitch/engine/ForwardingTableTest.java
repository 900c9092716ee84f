package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.pipeline.FrameSlots;

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

    /** What is settled goes where it would be looked up, and leaves what learning would leave. */
    @Test
    void shouldTakeForSettledWhatChangesNothingButTimes() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final ForwardingTable table = table(ForwardingTable.LIMIT);
        final ForwardingTable other = table(ForwardingTable.LIMIT);
        final PortTable ports = new PortTable(List.of());
        final int[] to = new int[4];
        final int[] sources = new int[4];
        final int[] destinations = new int[4];
        final int[] settled = new int[2];
        long now = 0;
        try (Arena arena = Arena.ofConfined()) {
            final FrameSlots slots = new FrameSlots(arena.allocate(1 << 12), 4);
            for (int step = 0; step < 100_000; step++) {
                if (random.nextInt(500) == 0) {
                    final Map<Long, Integer> fixed = Map.of((long) random.nextInt(40), random.nextInt(4));
                    table.fix(fixed);
                    other.fix(fixed);
                }
                final int frames = random.nextInt(1, 5);
                for (int slot = 0; slot < frames; slot++) {
                    now += random.nextInt(2_000) == 0 ? ForwardingTable.AGEING_NANOS : random.nextInt(1_000);
                    final int from = random.nextInt(200) == 0 ? 1_000 + step % 500 : random.nextInt(40);
                    final int where = random.nextInt(60) == 0 ? random.nextInt(4) : from % 4;
                    receive(slots, station(random), from, where, now);
                    to[slot] = (int) (slots.destinationMac(slot) % 4);
                }
                final boolean expected = settles(other, slots, to);
                final boolean found = table.isSettled(slots, ports, to, sources, destinations);
                assertThat(found && !expected).as("seed %d step %d", seed, step).isFalse();
                settled[0] += found ? 1 : 0;
                settled[1] += expected ? 1 : 0;
                if (found) {
                    table.refresh(slots, ports, sources);
                }
                for (int slot = 0; slot < frames; slot++) {
                    if (!MacAddress.isMulticast(slots.sourceMac(slot))) {
                        if (!found) {
                            table.learn(slots.sourceMac(slot), slots.sourcePort(slot), slots.timeNanos(slot));
                        }
                        other.learn(slots.sourceMac(slot), slots.sourcePort(slot), slots.timeNanos(slot));
                    }
                }
                assertThat(seen(table)).as("seed %d step %d", seed, step).isEqualTo(seen(other));
                slots.clear();
            }
        }
        assertThat(settled[1]).isGreaterThan(10_000);
        assertThat(settled[0]).as("of %d", settled[1]).isGreaterThan(settled[1] / 2);
    }

    /** An address of a station, of one that nobody has heard of, or of a group. */
    private static long station(final Random random) {
        return random.nextInt(42) | (random.nextInt(40) == 0 ? 1L << 40 : 0);
    }

    private static void receive(final FrameSlots slots, final long destination, final long source, final int port,
            final long now) {
        final int at = slots.reserve(60);
        final int length = new FrameBuilder().ethernet(new MacAddress(destination), new MacAddress(source))
                .payload(new byte[46]).build(slots.memory(), at);
        slots.commit(at, length, length, port, now);
        slots.readAddresses(slots.count() - 1);
    }

    /** Frame by frame, as a switch learns and looks up. */
    private static boolean settles(final ForwardingTable table, final FrameSlots slots, final int[] to) {
        boolean settles = true;
        for (int slot = 0; slot < slots.count(); slot++) {
            final long time = slots.timeNanos(slot);
            settles &= !MacAddress.isMulticast(slots.destinationMac(slot))
                    && table.knows(slots.sourceMac(slot), slots.sourcePort(slot), Long.MIN_VALUE)
                    && table.lookup(slots.destinationMac(slot), time) == to[slot];
        }
        return settles;
    }

    private static Map<Long, Seen> seen(final ForwardingTable table) {
        final Map<Long, Seen> seen = new TreeMap<>();
        table.visit(0, (address, port, time) -> seen.put(address, new Seen(port, time)));
        return seen;
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
