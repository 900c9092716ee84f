package org.signalbox.extension.filtering;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

import org.signalbox.frame.IpAddress;
import org.signalbox.frame.IpPrefix;

/**
 * The addresses of one IP version cut into numbered ranges at every end of some prefixes: two addresses with the same
 * number are in the same prefixes, and a prefix is a run of numbers. Immutable.
 */
final class AddressRanges {
    private final List<IpAddress> starts;
    private final long[] v4;
    private final long[] highs;
    private final long[] lows;

    /** @param prefixes all of the version, 4 or 6 */
    AddressRanges(final int version, final Collection<IpPrefix> prefixes) {
        final TreeSet<IpAddress> sorted = new TreeSet<>();
        for (final IpPrefix prefix : prefixes) {
            sorted.add(prefix.address());
            prefix.next().ifPresent(sorted::add);
        }
        starts = List.copyOf(sorted);
        v4 = version == 4 ? Ipv4Ranks.ranges(starts.stream().mapToLong(at -> Integer.toUnsignedLong(at.v4())).toArray())
                : null;
        highs = starts.stream().mapToLong(start -> start.high() ^ Long.MIN_VALUE).toArray();
        lows = starts.stream().mapToLong(start -> start.low() ^ Long.MIN_VALUE).toArray();
    }

    /** Whether all addresses have the same number, 0. */
    boolean isOne() {
        return starts.isEmpty();
    }

    /** The number of an IPv4 address. */
    int number(final int address) {
        return Ipv4Ranks.range(v4, address);
    }

    /** The number of an IPv6 address. */
    int number(final long high, final long low) {
        return Ipv6Ranks.range(highs, lows, high, low);
    }

    /** The lowest number that a prefix has; 0 for all addresses. */
    int least(final AclAddress address) {
        return address.isAny() ? 0 : numberOf(address.prefix().get().address());
    }

    /** The highest number that a prefix has. */
    int greatest(final AclAddress address) {
        return address.isAny() ? starts.size() : numberOf(address.prefix().get().last());
    }

    private int numberOf(final IpAddress address) {
        return address.version() == 4 ? number(address.v4()) : number(address.high(), address.low());
    }
}
