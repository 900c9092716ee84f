package org.signalbox.extension.filtering;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.signalbox.extension.filtering.AclEntry.Action;
import org.signalbox.extension.filtering.AclEntry.Direction;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.extension.FrameBatch;

/**
 * The entries of one port for one direction, compiled: for a frame's source and for its destination the strongest rank
 * is looked up, and the stronger of the two decides. What decides is one of the port's {@link Outcomes}. Immutable;
 * allocates nothing per frame.
 */
final class AccessList {

    private static final int ETHERNET_ADDRESSES = 12;

    // null where no entry is about that end, as is usual for one of the two: it costs no read of the frame
    private final Ipv4Ranks sourceV4;
    private final Ipv4Ranks destinationV4;
    private final Ipv6Ranks sourceV6;
    private final Ipv6Ranks destinationV6;
    private final StationRanks sourceStations;
    private final StationRanks destinationStations;
    private final boolean stations;
    private final int[] outcomes;
    // by range of an IPv4 end's addresses, where nothing but that end can decide, as is usual; else null. The ranges
    // stand here, too: a frame's way to them is one object shorter
    private final int[] outcomesBySource;
    private final int[] outcomesByDestination;
    private final long[] sourceRanges;
    private final long[] destinationRanges;

    private AccessList(final SideBuilder sources, final SideBuilder destinations, final int[] outcomes) {
        this.sourceV4 = sources.v4();
        this.destinationV4 = destinations.v4();
        this.sourceV6 = sources.v6();
        this.destinationV6 = destinations.v6();
        this.sourceStations = new StationRanks(sources.stations);
        this.destinationStations = new StationRanks(destinations.stations);
        this.stations = !sources.stations.isEmpty() || !destinations.stations.isEmpty();
        this.outcomes = outcomes;
        this.outcomesBySource = stations || sourceV4 == null || destinationV4 != null ? null
                : sourceV4.outcomes(outcomes);
        this.outcomesByDestination = stations || destinationV4 == null || sourceV4 != null ? null
                : destinationV4.outcomes(outcomes);
        this.sourceRanges = outcomesBySource == null ? null : sourceV4.ranges();
        this.destinationRanges = outcomesByDestination == null ? null : destinationV4.ranges();
    }

    /**
     * The list for frames of one direction, inbound or outbound.
     *
     * @param meters whether those that meter are meant, or all others
     * @return null if no entry is for it
     */
    static AccessList compile(final Outcomes outcomes, final List<AclEntry> acl, final Direction direction,
            final boolean meters) {
        final SideBuilder sources = new SideBuilder();
        final SideBuilder destinations = new SideBuilder();
        final int[] numbers = new int[acl.size()];
        boolean used = false;
        for (int i = 0; i < acl.size(); i++) {
            final AclEntry entry = acl.get(i);
            if (entry.direction().covers(direction) && meters == (entry.action() == Action.METER)) {
                used = true;
                (entry.isSource(direction) ? sources : destinations).add(entry.peer(), Rank.of(entry, i));
                final String rule = "acl[" + i + "]";
                final String text = entry.text(direction);
                numbers[i] = entry.action() == Action.DENY ? outcomes.drop(rule, text) : outcomes.pass(rule, text);
            }
        }
        return used ? new AccessList(sources, destinations, numbers) : null;
    }

    /** Like {@link #judge}, at less cost if the source of an IPv4 packet alone decides. */
    int judgeBySource(final FrameBatch frames, final int frame) {
        return outcomesBySource != null && frames.ipVersion(frame) == 4
                ? outcomesBySource[Ipv4Ranks.range(sourceRanges, frames.ipv4Source(frame))] : judge(frames, frame);
    }

    /** Like {@link #judge}, at less cost if the destination of an IPv4 packet alone decides. */
    int judgeByDestination(final FrameBatch frames, final int frame) {
        return outcomesByDestination != null && frames.ipVersion(frame) == 4
                ? outcomesByDestination[Ipv4Ranks.range(destinationRanges, frames.ipv4Destination(frame))]
                : judge(frames, frame);
    }

    /** The outcome for a frame. */
    int judge(final FrameBatch frames, final int frame) {
        final int rank = rank(frames, frame);
        return rank == Rank.NONE ? Outcomes.NONE : outcomes[Rank.index(rank)];
    }

    private int rank(final FrameBatch frames, final int frame) {
        final int version = frames.ipVersion(frame);
        final int rank = version == 4 ? ipv4Rank(frames, frame) : version == 6 ? ipv6Rank(frames, frame) : Rank.NONE;
        // with a type, the addresses before it are there; its length is asked for only without one, since who asks for
        // the length of a frame knows of no other that looks like it
        return rank == Rank.NONE && stations
                && (frames.etherType(frame) >= 0 || frames.length(frame) >= ETHERNET_ADDRESSES)
                ? stationRank(frames, frame) : rank;
    }

    private int ipv4Rank(final FrameBatch frames, final int frame) {
        final int source = sourceV4 == null ? Rank.NONE : sourceV4.rank(frames.ipv4Source(frame));
        return destinationV4 == null ? source : Math.max(source, destinationV4.rank(frames.ipv4Destination(frame)));
    }

    private int ipv6Rank(final FrameBatch frames, final int frame) {
        final int source = sourceV6 == null ? Rank.NONE
                : sourceV6.rank(frames.ipv6SourceHigh(frame), frames.ipv6SourceLow(frame));
        return destinationV6 == null ? source
                : Math.max(source, destinationV6.rank(frames.ipv6DestinationHigh(frame),
                        frames.ipv6DestinationLow(frame)));
    }

    private int stationRank(final FrameBatch frames, final int frame) {
        return Math.max(sourceStations.rank(frames.sourceMac(frame)),
                destinationStations.rank(frames.destinationMac(frame)));
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

        Ipv4Ranks v4() {
            final PrefixRanges ranges = v4.flatten();
            return ranges.starts().isEmpty() ? null : new Ipv4Ranks(ranges);
        }

        Ipv6Ranks v6() {
            final PrefixRanges ranges = v6.flatten();
            return ranges.starts().isEmpty() ? null : new Ipv6Ranks(ranges);
        }
    }
}
