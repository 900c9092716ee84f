package org.signalbox.extension.filtering;

import java.util.List;

import org.signalbox.frame.IpAddress;

/** The rank of every IPv6 address: flat ranges, found by halving. Immutable. */
final class Ipv6Ranks {

    // with the sign bits turned, so that comparing them signed orders addresses
    private final long[] highs;
    private final long[] lows;
    private final int[] ranks;

    Ipv6Ranks(final PrefixRanges ranges) {
        final List<IpAddress> starts = ranges.starts();
        highs = starts.stream().mapToLong(start -> start.high() ^ Long.MIN_VALUE).toArray();
        lows = starts.stream().mapToLong(start -> start.low() ^ Long.MIN_VALUE).toArray();
        ranks = ranges.ranks();
    }

    int rank(final long high, final long low) {
        return ranks[range(highs, lows, high, low)];
    }

    /**
     * How many of some ranges begin at an address or before.
     *
     * @param highs high halves of their first addresses, ascending, with the sign bit turned
     * @param lows  the low halves, the same
     */
    static int range(final long[] highs, final long[] lows, final long high, final long low) {
        final long keyHigh = high ^ Long.MIN_VALUE;
        final long keyLow = low ^ Long.MIN_VALUE;
        int from = 0;
        int to = highs.length;
        while (from < to) {
            final int middle = from + to >>> 1;
            final long start = highs[middle];
            if (start < keyHigh || start == keyHigh && lows[middle] <= keyLow) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
