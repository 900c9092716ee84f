package org.signalbox.extension.filtering;

import java.util.Arrays;

/** The rank of every IPv4 address: flat ranges, found by halving. Immutable. */
// Addresses come in any order, so a search with branches would guess wrong every other step. This one has none that
// depend on the address: the table is filled up to a power of two, the last range going on to the end, and each step
// adds what the sign of a difference says. The last sixteen ranges, which are all that most lists have, are searched in
// two steps of three comparisons each instead of four steps of one: the three do not wait for each other.
final class Ipv4Ranks {

    private static final int SMALLEST = 15;

    // one less than a power of two; the address before each range, so that the difference to an address behind it is
    // negative
    private final long[] before;
    private final int[] ranks;

    Ipv4Ranks(final PrefixRanges ranges) {
        final int size = ranges.starts().size();
        before = ranges(ranges.starts().stream().mapToLong(start -> Integer.toUnsignedLong(start.v4())).toArray());
        this.ranks = Arrays.copyOf(ranges.ranks(), before.length + 1);
        Arrays.fill(this.ranks, size, before.length + 1, this.ranks[size]);
    }

    /** For {@link #range}: ranges that begin at these addresses, unsigned and ascending. */
    static long[] ranges(final long[] starts) {
        final long[] before = new long[Math.max(SMALLEST, (Integer.highestOneBit(starts.length) << 1) - 1)];
        Arrays.fill(before, Long.MAX_VALUE);
        for (int k = 0; k < starts.length; k++) {
            before[k] = starts[k] - 1;
        }
        return before;
    }

    int rank(final int address) {
        return ranks[range(before, address)];
    }

    /** Its own ranges, for {@link #range}. */
    long[] ranges() {
        return before;
    }

    /** By range, what its rank decides where no other rank is to be asked. */
    int[] outcomes(final int[] byEntry) {
        return Arrays.stream(ranks).map(rank -> rank == Rank.NONE ? Outcomes.NONE : byEntry[Rank.index(rank)])
                .toArray();
    }

    /** The number of the one among some ranges that an address is in: how many begin at it or before. */
    static int range(final long[] sorted, final int address) {
        final long key = Integer.toUnsignedLong(address);
        int found = 0;
        for (int half = sorted.length + 1 >>> 1; half > 8; half >>>= 1) {
            found += half * begun(sorted[found + half - 1], key);
        }
        found += 4 * (begun(sorted[found + 3], key) + begun(sorted[found + 7], key) + begun(sorted[found + 11], key));
        found += begun(sorted[found], key) + begun(sorted[found + 1], key) + begun(sorted[found + 2], key);
        return found;
    }

    /** 1 if the range behind an address begins at the key or before it, else 0. */
    private static int begun(final long before, final long key) {
        return (int) (before - key >>> 63);
    }
}
