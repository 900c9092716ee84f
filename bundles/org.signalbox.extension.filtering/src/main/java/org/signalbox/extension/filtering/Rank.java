package org.signalbox.extension.filtering;

import org.signalbox.extension.filtering.AclEntry.Action;

/**
 * How strongly an entry speaks, as an int, so that the larger of two wins: the longer prefix, then deny, then the
 * earlier entry. MAC entries have no length and so compete by the rest.
 */
final class Rank {

    /** No entry matches; smaller than any rank. */
    static final int NONE = -1;
    /** Entries that a rank can tell apart. */
    static final int MAX_ENTRIES = 0xFFFF;

    private static final int DENY = 1 << 16;
    private static final int LENGTH_SHIFT = 17;

    private Rank() {
    }

    static int of(final AclEntry entry, final int index) {
        final int length = entry.peer() instanceof Peer.Network network ? network.prefix().length() : 0;
        return length << LENGTH_SHIFT | (entry.action() == Action.DENY ? DENY : 0) | MAX_ENTRIES - index;
    }


    static int index(final int rank) {
        return MAX_ENTRIES - (rank & MAX_ENTRIES);
    }
}
