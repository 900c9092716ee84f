package org.signalbox.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.command.RefusedException;

/** The merge against a stable sort of everything. */
class MergedCapturesTest {

    private record Entry(int input, int number, long timeNanos) {
    }

    @TempDir
    private Path folder;

    @Test
    void shouldMergeByTimeThenByOrderHoldingBackwardStamps() throws IOException, RefusedException {
        final long seed = 31;
        final Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            final List<ReplayRequest.Input> inputs = new ArrayList<>();
            final List<Entry> expected = new ArrayList<>();
            for (int input = 0; input < random.nextInt(1, 9); input++) {
                final List<Captures.Frame> frames = new ArrayList<>();
                long held = 0;
                for (int number = 0; number < random.nextInt(30); number++) {
                    final long time = random.nextInt(20);
                    held = Math.max(held, time);
                    frames.add(new Captures.Frame(time, number, 4, 4));
                    expected.add(new Entry(input, number, held));
                }
                inputs.add(new ReplayRequest.Input("p", Captures.write(folder.resolve(input + ".pcapng"), frames)));
            }
            expected.sort(Comparator.comparingLong(Entry::timeNanos).thenComparingInt(Entry::input));

            assertEquals(expected, merge(inputs), "seed " + seed + ", round " + round);
        }
    }

    private static List<Entry> merge(final List<ReplayRequest.Input> inputs) throws RefusedException {
        final List<Entry> merged = new ArrayList<>();
        try (MergedCaptures captures = MergedCaptures.open(inputs)) {
            while (captures.next()) {
                merged.add(new Entry(captures.input(), captures.current().memory()
                        .get(ValueLayout.JAVA_INT_UNALIGNED, captures.current().offset()), captures.timeNanos()));
            }
        }
        return merged;
    }
}
