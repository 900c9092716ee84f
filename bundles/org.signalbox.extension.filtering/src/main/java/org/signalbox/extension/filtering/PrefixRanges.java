package org.signalbox.extension.filtering;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

import org.signalbox.frame.IpAddress;
import org.signalbox.frame.IpPrefix;

/**
 * Prefixes of one IP version laid flat: ranges without gaps or overlaps, from each one's first address the rank that
 * wins there. Prefixes nest, so a range ends where an inner prefix begins and goes on behind it. Used while a policy is
 * compiled; the lookup is in {@link Ipv4Ranks} and {@link Ipv6Ranks}.
 */
final class PrefixRanges {

    private record Ranked(IpPrefix prefix, int rank) {
    }

    // the same address and length again comes behind, weaker, and is left out
    private static final Comparator<Ranked> ORDER = Comparator.<Ranked, IpAddress>comparing(r -> r.prefix.address())
            .thenComparing(r -> r.prefix.length())
            .thenComparing(Comparator.<Ranked>comparingInt(r -> r.rank).reversed());

    private final List<Ranked> prefixes = new ArrayList<>();
    private final List<IpAddress> starts = new ArrayList<>();
    private final List<Integer> ranks = new ArrayList<>();

    void add(final IpPrefix prefix, final int rank) {
        prefixes.add(new Ranked(prefix, rank));
    }

    /** Works the ranges out; before the first there is no rank. */
    PrefixRanges flatten() {
        prefixes.sort(ORDER);
        final Deque<Ranked> open = new ArrayDeque<>();
        for (final Ranked next : prefixes) {
            while (!open.isEmpty() && open.peek().prefix.last().compareTo(next.prefix.address()) < 0) {
                close(open);
            }
            if (open.isEmpty() || !open.peek().prefix.equals(next.prefix)) {
                open.push(next);
                begin(next.prefix.address(), next.rank);
            }
        }
        while (!open.isEmpty()) {
            close(open);
        }
        return this;
    }

    private void close(final Deque<Ranked> open) {
        final IpPrefix closed = open.pop().prefix;
        final int outer = open.isEmpty() ? Rank.NONE : open.peek().rank;
        closed.next().ifPresent(start -> begin(start, outer));
    }

    private void begin(final IpAddress start, final int rank) {
        if (!starts.isEmpty() && starts.getLast().equals(start)) {
            starts.removeLast();
            ranks.removeLast();
        }
        starts.add(start);
        ranks.add(rank);
    }

    /** The ranges' first addresses, ascending. */
    List<IpAddress> starts() {
        return starts;
    }

    /** {@link Rank#NONE} for what is before the first range, then each range's rank. */
    int[] ranks() {
        final int[] flat = new int[ranks.size() + 1];
        flat[0] = Rank.NONE;
        for (int i = 0; i < ranks.size(); i++) {
            flat[i + 1] = ranks.get(i);
        }
        return flat;
    }
}
