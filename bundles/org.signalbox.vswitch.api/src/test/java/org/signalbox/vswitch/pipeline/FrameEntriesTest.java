package org.signalbox.vswitch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/** The entries of a pass, against lists and sets. */
class FrameEntriesTest {
    @Test
    void shouldKeepTheOrderOfWhatPassesAndNameWhatWasDropped() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final FrameEntries entries = new FrameEntries(64);
        for (int round = 0; round < 200; round++) {
            entries.clear();
            final List<Integer> passing = new ArrayList<>();
            final int count = random.nextInt(65);
            for (int k = 0; k < count; k++) {
                entries.add(1_000 + k, FrameEntries.NO_DESTINATION);
                passing.add(k);
            }
            for (int stage = 0; stage < 4; stage++) {
                final List<Integer> dropped = new ArrayList<>();
                for (final int entry : List.copyOf(passing)) {
                    if (random.nextInt(3) == 0) {
                        entries.drop(entry, 7);
                        entries.drop(entry, 8);
                        passing.remove(Integer.valueOf(entry));
                        dropped.add(entry);
                    }
                }
                final int gone = entries.compact();
                assertThat(IntStream.range(0, gone).map(entries::gone).boxed()).as("seed %d", seed).isEqualTo(dropped);
                assertThat(IntStream.range(0, entries.live()).map(entries::frame).boxed()).as("seed %d", seed)
                        .isEqualTo(passing);
                dropped.forEach(entry -> assertThat(entries.dropReason(entry)).isEqualTo(7));
            }
            assertThat(entries.count()).isEqualTo(count);
            assertThat(entries.isFull()).isEqualTo(count == 64);
        }
    }

    @Test
    void shouldHoldEachDestinationOnce() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final FrameEntries entries = new FrameEntries(1);
        for (int round = 0; round < 500; round++) {
            entries.clear();
            entries.add(0, FrameEntries.NO_DESTINATION);
            final TreeSet<Integer> model = new TreeSet<>();
            for (int k = random.nextInt(40); k > 0; k--) {
                final int port = random.nextInt(30);
                entries.addDestination(0, port);
                model.add(port);
            }
            final List<Integer> chosen = new ArrayList<>();
            if (entries.destinationPort(0) == FrameEntries.SEVERAL) {
                entries.sortDestinations(0);
                IntStream.range(0, entries.destinations(0)).forEach(k -> chosen.add(entries.destination(0, k)));
            } else if (entries.destinationPort(0) != FrameEntries.NO_DESTINATION) {
                chosen.add(entries.destinationPort(0));
            }
            assertThat(chosen).as("seed %d", seed).isEqualTo(List.copyOf(model));
        }
    }

    @Test
    void shouldLetAFloodCoverEveryOtherChoice() {
        final FrameEntries entries = new FrameEntries(1);
        entries.add(0, FrameEntries.NO_DESTINATION);
        entries.addDestination(0, 1);
        entries.addDestination(0, 2);
        entries.flood(0);
        entries.addDestination(0, 3);
        assertThat(entries.destinationPort(0)).isEqualTo(FrameEntries.FLOOD);
    }

    @Test
    void shouldRefuseNumbersThatAreNone() {
        final FrameEntries entries = new FrameEntries(1);
        entries.add(0, FrameEntries.NO_DESTINATION);
        assertThatThrownBy(() -> entries.drop(0,
                -1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("-1");
        assertThatThrownBy(() -> entries.addDestination(0,
                FrameEntries.FLOOD)).isInstanceOf(IllegalArgumentException.class);
    }
}
