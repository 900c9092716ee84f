package org.signalbox.extension.filtering;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

import org.signalbox.frame.MacAddress;

/** The rank of every MAC address that an entry names. Immutable. */
final class StationRanks {

    private final long[] addresses;
    private final int[] ranks;

    StationRanks(final Map<MacAddress, Integer> strongest) {
        final TreeMap<MacAddress, Integer> sorted = new TreeMap<>(strongest);
        addresses = sorted.keySet().stream().mapToLong(MacAddress::value).toArray();
        ranks = sorted.values().stream().mapToInt(Integer::intValue).toArray();
    }

    int rank(final long address) {
        final int at = Arrays.binarySearch(addresses, address);
        return at < 0 ? Rank.NONE : ranks[at];
    }
}
