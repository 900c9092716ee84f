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

    // null where no entry is about that end, as is usual for one of the two: it costs no read of the frame
    private final Ipv4Ranks sourceV4;
    private final Ipv4Ranks destinationV4;
    private final Ipv6Ranks sourceV6;
    private final Ipv6Ranks destinationV6;
    private final StationRanks sourceStations;
    private final StationRanks destinationStations;
    private final boolean stations;
    private final int[] reasons;
    private final List<AclEntry> entries;
    private final Direction direction;
    // by range of an IPv4 end's addresses, where nothing but that end can decide, as is usual; else null. The ranges
    // stand here, too: a frame's way to them is one object shorter
    private final int[] verdictsBySource;
    private final int[] verdictsByDestination;
    private final long[] sourceRanges;
    private final long[] destinationRanges;

    private AccessList(final SideBuilder sources, final SideBuilder destinations, final int[] reasons,
            final List<AclEntry> entries, final Direction direction) {
        this.entries = entries;
        this.direction = direction;
        this.sourceV4 = sources.v4();
        this.destinationV4 = destinations.v4();
        this.sourceV6 = sources.v6();
        this.destinationV6 = destinations.v6();
        this.sourceStations = new StationRanks(sources.stations);
        this.destinationStations = new StationRanks(destinations.stations);
        this.stations = !sources.stations.isEmpty() || !destinations.stations.isEmpty();
        this.reasons = reasons;
        this.verdictsBySource = stations || sourceV4 == null || destinationV4 != null ? null
                : sourceV4.verdicts(reasons);
        this.verdictsByDestination = stations || destinationV4 == null || sourceV4 != null ? null
                : destinationV4.verdicts(reasons);
        this.sourceRanges = verdictsBySource == null ? null : sourceV4.ranges();
        this.destinationRanges = verdictsByDestination == null ? null : destinationV4.ranges();
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
                        : context.dropReason(rule(i), entry.text(direction));
            }
        }
        return used ? new AccessList(sources, destinations, reasons, acl, direction) : null;
    }

    private static String rule(final int entry) {
        return "acl[" + entry + "]";
    }

    /** Like {@link #judge}, at less cost if the source of an IPv4 packet alone decides. */
    int judgeBySource(final FrameBatch frames, final int frame) {
        return verdictsBySource != null && frames.ipVersion(frame) == 4
                ? verdictsBySource[Ipv4Ranks.range(sourceRanges, frames.ipv4Source(frame))] : judge(frames, frame);
    }

    /** Like {@link #judge}, at less cost if the destination of an IPv4 packet alone decides. */
    int judgeByDestination(final FrameBatch frames, final int frame) {
        return verdictsByDestination != null && frames.ipVersion(frame) == 4
                ? verdictsByDestination[Ipv4Ranks.range(destinationRanges, frames.ipv4Destination(frame))]
                : judge(frames, frame);
    }

    /** The reason to drop a frame, or {@link #PASS}. */
    int judge(final FrameBatch frames, final int frame) {
        final int rank = rank(frames, frame);
        return rank == Rank.NONE ? PASS : reasons[Rank.index(rank)];
    }

    /** Says which entry decides about a frame; allocates. */
    void explain(final FrameBatch frames, final int frame) {
        final int rank = rank(frames, frame);
        if (rank == Rank.NONE) {
            frames.because(frame, "acl", "no " + direction.word() + " entry matches");
        } else {
            final int entry = Rank.index(rank);
            frames.because(frame, rule(entry), entries.get(entry).text(direction));
        }
    }

    private int rank(final FrameBatch frames, final int frame) {
        final int version = frames.ipVersion(frame);
        final int rank = version == 4 ? ipv4Rank(frames, frame) : version == 6 ? ipv6Rank(frames, frame) : Rank.NONE;
        return rank == Rank.NONE && stations && frames.length(frame) >= ETHERNET_ADDRESSES
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
