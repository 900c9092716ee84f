package org.signalbox.extension.filtering;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.signalbox.extension.filtering.AclEntry.Direction;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.StageContext;

/**
 * The entries of one port for one direction, compiled: for a frame's source and for its destination the strongest rank
 * is looked up, and the stronger of the two decides. Immutable; {@link #judge} allocates nothing.
 */
final class AccessList {

    /** The frame may pass. */
    static final int PASS = -1;

    private static final int ETHERNET_ADDRESSES = 12;

    private final Side sources;
    private final Side destinations;
    private final boolean stations;
    private final int[] reasons;

    private AccessList(final Side sources, final Side destinations, final int[] reasons) {
        this.sources = sources;
        this.destinations = destinations;
        this.stations = sources.hasStations || destinations.hasStations;
        this.reasons = reasons;
    }

    /** The list for frames of one direction, inbound or outbound; null if no entry is for it. */
    static AccessList compile(final StageContext context, final List<AclEntry> acl, final Direction direction) {
        final SideBuilder sources = new SideBuilder();
        final SideBuilder destinations = new SideBuilder();
        final int[] reasons = new int[acl.size()];
        boolean used = false;
        for (int i = 0; i < acl.size(); i++) {
            final AclEntry entry = acl.get(i);
            if (entry.direction().covers(direction)) {
                used = true;
                (entry.isSource(direction) ? sources : destinations).add(entry.peer(), Rank.of(entry, i));
                reasons[i] = entry.action() == AclEntry.Action.ALLOW ? PASS
                        : context.dropReason("acl[" + i + "]", entry.text(direction));
            }
        }
        return used ? new AccessList(sources.build(), destinations.build(), reasons) : null;
    }

    /** The reason to drop a frame, or {@link #PASS}. */
    int judge(final FrameBatch frames, final int frame) {
        final int version = frames.ipVersion(frame);
        final int rank = version == 4 ? ipv4Rank(frames, frame) : version == 6 ? ipv6Rank(frames, frame) : Rank.NONE;
        if (rank != Rank.NONE) {
            return reasons[Rank.index(rank)];
        }
        return stations && frames.length(frame) >= ETHERNET_ADDRESSES ? judgeStations(frames, frame) : PASS;
    }

    // an end without entries, as is usual for one of the two, costs no read of the frame
    private int ipv4Rank(final FrameBatch frames, final int frame) {
        final int source = sources.v4.isEmpty() ? Rank.NONE : sources.v4.rank(frames.ipv4Source(frame));
        return destinations.v4.isEmpty() ? source
                : Math.max(source, destinations.v4.rank(frames.ipv4Destination(frame)));
    }

    private int ipv6Rank(final FrameBatch frames, final int frame) {
        final int source = sources.v6.isEmpty() ? Rank.NONE
                : sources.v6.rank(frames.ipv6SourceHigh(frame), frames.ipv6SourceLow(frame));
        return destinations.v6.isEmpty() ? source
                : Math.max(source, destinations.v6.rank(frames.ipv6DestinationHigh(frame),
                        frames.ipv6DestinationLow(frame)));
    }

    private int judgeStations(final FrameBatch frames, final int frame) {
        final int rank = Math.max(sources.stations.rank(frames.sourceMac(frame)),
                destinations.stations.rank(frames.destinationMac(frame)));
        return rank == Rank.NONE ? PASS : reasons[Rank.index(rank)];
    }

    /** What the entries say of one end of a frame. */
    private record Side(Ipv4Ranks v4, Ipv6Ranks v6, StationRanks stations, boolean hasStations) {
    }

    /** Gathers the entries about one end of a frame. */
    private static final class SideBuilder {
        private final PrefixRanges v4 = new PrefixRanges();
        private final PrefixRanges v6 = new PrefixRanges();
        private final Map<MacAddress, Integer> stations = new HashMap<>();

        void add(final Peer peer, final int rank) {
            switch (peer) {
                case Peer.Network(var prefix) -> (prefix.address().version() == 4 ? v4 : v6).add(prefix, rank);
                case Peer.Station(var address) -> stations.merge(address, rank, Math::max);
            }
        }

        Side build() {
            return new Side(new Ipv4Ranks(v4.flatten()), new Ipv6Ranks(v6.flatten()), new StationRanks(stations),
                    !stations.isEmpty());
        }
    }
}
