package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import org.signalbox.vswitch.UpgradeDifference;
import org.signalbox.vswitch.UpgradeStatus;

/** What came of comparing two versions of an extension, on all switches. Any thread. */
final class Comparison {
    private final LongAdder frames = new LongAdder();
    private final LongAdder differences = new LongAdder();
    private final List<UpgradeDifference> examples = new ArrayList<>();

    /** So many frames were handled by both. */
    void compared(final int count) {
        frames.add(count);
    }

    /** They differ; the first few times it is asked how. */
    void differ(final Supplier<UpgradeDifference> difference) {
        differences.increment();
        if (differences.sum() <= UpgradeStatus.EXAMPLES) {
            synchronized (examples) {
                if (examples.size() < UpgradeStatus.EXAMPLES) {
                    examples.add(difference.get());
                }
            }
        }
    }

    long frames() {
        return frames.sum();
    }

    long differences() {
        return differences.sum();
    }

    List<UpgradeDifference> examples() {
        synchronized (examples) {
            return List.copyOf(examples);
        }
    }
}
