package org.signalbox.workbench.trace;

import java.util.List;

/**
 * How many frames there were at which time, and how many of them arrived nowhere. Immutable.
 *
 * @param from    time of the first frame, in nanoseconds since the epoch
 * @param to      time of the last one
 * @param frames  in parts of equal length between these
 * @param dropped of those
 */
record Density(long from, long to, int[] frames, int[] dropped) {

    static final Density NONE = new Density(0, 0, new int[0], new int[0]);

    /**
     * Of frames in the order of their times.
     *
     * @param parts at least 1
     */
    static Density of(List<LiveFrame> all, int parts) {
        if (all.isEmpty()) {
            return NONE;
        }
        final long from = all.getFirst().time();
        final Density density = new Density(from, Math.max(from + 1, all.getLast().time()), new int[parts],
                new int[parts]);
        for (final LiveFrame each : all) {
            final int part = Math.clamp((long) (density.share(each.time()) * parts), 0, parts - 1);
            density.frames[part]++;
            density.dropped[part] += each.isDropped() ? 1 : 0;
        }
        return density;
    }

    boolean isEmpty() {
        return frames.length == 0;
    }

    /** The most frames of one part. */
    int most() {
        int most = 1;
        for (final int each : frames) {
            most = Math.max(most, each);
        }
        return most;
    }

    /** Where a time stands between the first frame and the last, 0 to 1 for those between. */
    double share(long time) {
        return (double) (time - from) / Math.max(1, to - from);
    }

    /** The time at a place between the first frame, 0, and the last, 1. */
    long timeAt(double share) {
        return from + Math.round((to - from) * Math.clamp(share, 0, 1));
    }

    /** The index of the first frame at a time or after it; that of the last one where there is none. */
    static int first(List<LiveFrame> all, long time) {
        int low = 0;
        int high = Math.max(0, all.size() - 1);
        while (low < high) {
            final int middle = low + high >>> 1;
            if (all.get(middle).time() < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
