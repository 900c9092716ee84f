package org.signalbox.vswitch.engine;

import java.util.Arrays;

/**
 * How many frames cost how much: counts by size, eight to each power of two, so that a quantile is within a sixteenth
 * of the exact one. Costs are in sixteenths of their unit; below one unit they are exact to those. Allocates nothing
 * once it is made. One thread at a time.
 */
final class CostHistogram {
    private static final int STEPS = 16;
    private static final int BITS = 3;
    private static final int LARGEST_POWER = 44;
    private static final int SIZE = (LARGEST_POWER - BITS << BITS) + 2 * (1 << BITS);
    private static final long LARGEST = (1L << LARGEST_POWER + 1) - 1;

    private final long[] counts = new long[SIZE];
    private long total;

    /** So many frames shared a cost, evenly. */
    void record(final long cost, final int frames) {
        final long each = Math.clamp(STEPS * cost / frames, 0, LARGEST);
        counts[index(each)] += frames;
        total += frames;
    }

    // below 16 each value has its own place
    private static int index(final long value) {
        final int shift = Math.max(0, Long.SIZE - 1 - BITS - Long.numberOfLeadingZeros(value));
        return (shift << BITS) + (int) (value >>> shift);
    }

    /** The middle of the values at a place. */
    private static double value(final int index) {
        final int shift = Math.max(0, (index >>> BITS) - 1);
        final long least = (long) (index - (shift << BITS)) << shift;
        return least + ((1L << shift) - 1) / 2.0;
    }

    /** What this part of the frames, from 0 to 1, cost at most; 0 when there are none. */
    double quantile(final double part) {
        final long rank = Math.max(1, (long) Math.ceil(part * total));
        long seen = 0;
        for (int index = 0; index < SIZE; index++) {
            seen += counts[index];
            if (seen >= rank) {
                return value(index) / STEPS;
            }
        }
        return 0;
    }

    void add(final CostHistogram other) {
        for (int index = 0; index < SIZE; index++) {
            counts[index] += other.counts[index];
        }
        total += other.total;
    }

    void clear() {
        Arrays.fill(counts, 0);
        total = 0;
    }
}
