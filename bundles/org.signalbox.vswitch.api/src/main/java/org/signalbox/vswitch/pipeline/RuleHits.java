package org.signalbox.vswitch.pipeline;

import java.util.Arrays;

/** Frames and bytes by the number of a rule. One thread at a time. */
public final class RuleHits {
    /** The number of a rule that is not counted. */
    public static final int UNCOUNTED = -1;

    // frames and bytes of a rule side by side
    private long[] counts = {};

    /** Makes room for so many rules. */
    public void ensure(int rules) {
        if (2 * rules > counts.length) {
            counts = Arrays.copyOf(counts, 2 * Math.max(rules, counts.length));
        }
    }

    /** A rule decided about a frame of so many bytes; a number that there is no room for is not counted. */
    public void count(int rule, int bytes) {
        final long[] now = counts;
        final int at = 2 * rule;
        if (rule >= 0 && at >= 0 && at < now.length) {
            now[at]++;
            now[at + 1] += bytes;
        }
    }

    /** Frames that a rule decided about. */
    public long frames(int rule) {
        return 2 * rule < counts.length ? counts[2 * rule] : 0;
    }

    /** Bytes of the frames that a rule decided about. */
    public long bytes(int rule) {
        return 2 * rule < counts.length ? counts[2 * rule + 1] : 0;
    }

    /** The number is to be given to another rule. */
    public void clear(int rule) {
        if (2 * rule < counts.length) {
            counts[2 * rule] = 0;
            counts[2 * rule + 1] = 0;
        }
    }

    /** Adds what another thread counted by the same numbers. */
    public void add(RuleHits other) {
        ensure(other.counts.length / 2);
        for (int at = 0; at < other.counts.length; at++) {
            counts[at] += other.counts[at];
        }
    }
}
