package org.signalbox.extension.filtering;

import java.util.Arrays;

/** The rank of every IPv4 address: flat ranges, found by halving. Immutable. */
// Addresses come in any order, so a search with branches would guess wrong every other step. This one has none that
// depend on the address: the table is filled up to a power of two, the last range going on to the end, and each step
// adds half of what is left where the sign of a difference says so. The last four steps, which are all that most lists
// need, are written out: they cost a third less than in the loop.
final class Ipv4Ranks {

    private static final int SMALLEST = 15;

    // one less than a power of two, with the sign bit turned, so that comparing them signed orders addresses
    private final int[] starts;
    private final int[] ranks;
    private final boolean empty;

    Ipv4Ranks(final PrefixRanges ranges) {
        final int size = ranges.starts().size();
        final int padded = Math.max(SMALLEST, (Integer.highestOneBit(size) << 1) - 1);
        starts = Arrays.copyOf(ranges.starts().stream().mapToInt(start -> start.v4() ^ Integer.MIN_VALUE).toArray(),
                padded);
        Arrays.fill(starts, size, padded, Integer.MAX_VALUE);
        ranks = Arrays.copyOf(ranges.ranks(), padded + 1);
        Arrays.fill(ranks, size, padded + 1, ranks[size]);
        empty = size == 0;
    }

    /** Whether no address has a rank. */
    boolean isEmpty() {
        return empty;
    }

    int rank(final int address) {
        final int[] sorted = starts;
        final int key = address ^ Integer.MIN_VALUE;
        int found = 0;
        for (int half = sorted.length + 1 >>> 1; half > 8; half >>>= 1) {
            found += half & begun(sorted[found + half - 1], key);
        }
        found += 8 & begun(sorted[found + 7], key);
        found += 4 & begun(sorted[found + 3], key);
        found += 2 & begun(sorted[found + 1], key);
        found += 1 & begun(sorted[found], key);
        return ranks[found];
    }

    /** All ones if a range begins at the key or before it, else 0. */
    private static int begun(final int start, final int key) {
        return (int) ((long) start - key - 1 >> 63);
    }
}
