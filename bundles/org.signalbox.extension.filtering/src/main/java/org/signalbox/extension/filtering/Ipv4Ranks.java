package org.signalbox.extension.filtering;

/** The rank of every IPv4 address: flat ranges, found by halving. Immutable. */
final class Ipv4Ranks {

    // with the sign bit turned, so that comparing them signed orders addresses
    private final int[] starts;
    private final int[] ranks;

    Ipv4Ranks(final PrefixRanges ranges) {
        starts = ranges.starts().stream().mapToInt(start -> start.v4() ^ Integer.MIN_VALUE).toArray();
        ranks = ranges.ranks();
    }

    int rank(final int address) {
        final int key = address ^ Integer.MIN_VALUE;
        int from = 0;
        int to = starts.length;
        while (from < to) {
            final int middle = from + to >>> 1;
            if (starts[middle] <= key) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return ranks[from];
    }
}
