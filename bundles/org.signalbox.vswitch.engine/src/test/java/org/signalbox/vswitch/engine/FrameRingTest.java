package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

/** The ring between two workers against a queue, and with a thread at each end. */
class FrameRingTest {
    private static final int CAPACITY = 1 << 12;

    /** What goes through. */
    private record Copy(int port, long time, int wireLength, long offload, List<Byte> bytes) {
    }

    private static FrameRing ring() {
        return new FrameRing(Arena.ofAuto().allocate(CAPACITY, Long.BYTES));
    }

    private static Copy random(final Random random) {
        final int length = random.nextInt(8) == 0 ? random.nextInt(CAPACITY) : random.nextInt(200);
        final List<Byte> bytes = new ArrayList<>();
        for (int k = 0; k < length; k++) {
            bytes.add((byte) random.nextInt());
        }
        return new Copy(random.nextInt(), random.nextLong(), random.nextInt(), random.nextLong(), bytes);
    }

    private static boolean offer(final FrameRing ring, final Copy copy) {
        final byte[] bytes = new byte[copy.bytes().size() + 3];
        for (int k = 0; k < copy.bytes().size(); k++) {
            bytes[k + 3] = copy.bytes().get(k);
        }
        return ring.offer(copy.port(), copy.time(), MemorySegment.ofArray(bytes), 3, copy.bytes().size(),
                copy.wireLength(), copy.offload());
    }

    private static Copy copy(final int port, final long time, final MemorySegment memory, final long offset,
            final int length, final int wireLength, final long offload) {
        final List<Byte> bytes = new ArrayList<>();
        for (final byte each : memory.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE)) {
            bytes.add(each);
        }
        return new Copy(port, time, wireLength, offload, bytes);
    }

    @Test
    void shouldDoAsAQueueDoes() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final FrameRing ring = ring();
        final Deque<Copy> offered = new ArrayDeque<>();
        final Deque<Copy> published = new ArrayDeque<>();
        for (int step = 0; step < 100_000; step++) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    final Copy copy = random(random);
                    final int waiting = offered.size() + published.size();
                    if (offer(ring, copy)) {
                        offered.add(copy);
                    } else {
                        // it may have to leave room at the end, and begin anew
                        assertThat(waiting > 0 || copy.bytes().size() > CAPACITY / 2 - 64).as("seed %d", seed).isTrue();
                    }
                }
                case 1 -> {
                    assertThat(ring.publish()).as("seed %d", seed).isEqualTo(!offered.isEmpty());
                    published.addAll(offered);
                    offered.clear();
                }
                default -> {
                    final int most = random.nextInt(5);
                    final int expected = Math.min(most, published.size());
                    final int drained = ring.drain(most, (port, time, memory, offset, length, wireLength, offload) ->
                            assertThat(copy(port, time, memory, offset, length, wireLength, offload))
                                    .as("seed %d", seed).isEqualTo(published.remove()));
                    assertThat(drained).as("seed %d", seed).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void shouldCarryFromThreadToThread() throws InterruptedException {
        final int count = 300_000;
        final FrameRing ring = ring();
        final AtomicLong next = new AtomicLong();
        final AtomicReference<String> wrong = new AtomicReference<>();
        final Thread consumer = Thread.ofPlatform().start(() -> {
            final long end = System.nanoTime() + 30_000_000_000L;
            while (next.get() < count && wrong.get() == null && System.nanoTime() < end) {
                ring.drain(7, (port, time, memory, offset, length, _, _) -> {
                    final long expected = next.getAndIncrement();
                    if (time != expected || port != (int) expected || length != 8 + expected % 90
                            || memory.get(ValueLayout.JAVA_LONG_UNALIGNED, offset) != expected) {
                        wrong.set("at " + expected + " found " + time);
                    }
                });
                Thread.onSpinWait();
            }
        });
        final MemorySegment frame = MemorySegment.ofArray(new long[16]);
        for (long number = 0; number < count && consumer.isAlive(); number++) {
            frame.set(ValueLayout.JAVA_LONG_UNALIGNED, 0, number);
            while (!ring.offer((int) number, number, frame, 0, (int) (8 + number % 90), 0, 0) && consumer.isAlive()) {
                ring.publish();
                Thread.onSpinWait();
            }
            if (number % 5 == 0) {
                ring.publish();
            }
        }
        ring.publish();
        consumer.join(30_000);
        assertThat(wrong.get()).isNull();
        assertThat(next.get()).isEqualTo(count);
    }
}
