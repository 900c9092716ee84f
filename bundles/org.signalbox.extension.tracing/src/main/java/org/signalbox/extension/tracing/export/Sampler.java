package org.signalbox.extension.tracing.export;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Chooses one frame in so many of each port, at random: the number of frames to skip is drawn anew for each sample,
 * evenly from 1 to twice the rate less one, so that its mean is the rate. Source: sFlow version 5, sampling of packet
 * flows; InMon's reference agent draws so. A frame that is not chosen costs one decrement. Used by one thread.
 */
final class Sampler {
    private final int rate;
    private final SplittableRandom random;
    private int[] skip = {};
    private int[] drawn = {};
    private long[] pool = {};
    private long[] drops = {};

    /** @param rate one in so many, 1 or more */
    Sampler(final int rate, final long seed) {
        this.rate = rate;
        this.random = new SplittableRandom(seed);
    }

    /** Makes room for a port; away from the hot path. */
    void ensure(final int port) {
        if (port >= skip.length) {
            final int known = skip.length;
            final int size = Math.max(16, 2 * port);
            skip = Arrays.copyOf(skip, size);
            drawn = Arrays.copyOf(drawn, size);
            pool = Arrays.copyOf(pool, size);
            drops = Arrays.copyOf(drops, size);
            for (int each = known; each < size; each++) {
                draw(each);
            }
        }
    }

    private void draw(final int port) {
        drawn[port] = rate == 1 ? 1 : random.nextInt(1, 2 * rate);
        skip[port] = drawn[port];
    }

    /** Whether the next frame of a port is the one. */
    boolean takes(final int port) {
        if (--skip[port] > 0) {
            return false;
        }
        pool[port] += drawn[port];
        draw(port);
        return true;
    }

    /** Frames of a port up to its last sample, that included. */
    long pool(final int port) {
        return pool[port];
    }

    long drops(final int port) {
        return drops[port];
    }

    /** A sample had no room. */
    void drop(final int port) {
        drops[port]++;
    }
}
