package org.signalbox.extension.filtering;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import org.signalbox.frame.IpPrefix;
import org.signalbox.frame.IpProtocol;
import org.signalbox.vswitch.extension.FrameBatch;

/**
 * Some entries of an extended access list, compiled: which of them, by weight, matches a packet. Looks at nothing in a
 * packet that no entry asks for. Immutable; allocates nothing per packet.
 */
final class ExtendedRules {
    /** No entry matches. */
    static final int NONE = -1;

    private static final int V4 = 0;
    private static final int V6 = 1;

    private final boolean inbound;
    private final boolean asksProtocol;
    private final boolean asksPorts;
    // by IP version
    private final AddressRanges[] locals = new AddressRanges[2];
    private final AddressRanges[] remotes = new AddressRanges[2];
    private final Classifier[] classifiers = new Classifier[2];
    private final int[][] numbers = new int[2][];

    /** An entry and what it is known by, 0 or more. */
    record Numbered(int number, ExtendedAclEntry entry) {
    }

    /** @param inbound whether the packets that are looked at go towards the machine; the entries may be for others */
    ExtendedRules(final List<Numbered> entries, final boolean inbound) {
        this.inbound = inbound;
        this.asksProtocol = entries.stream().anyMatch(each -> !each.entry.protocol().isAny()) || asksPorts(entries);
        this.asksPorts = asksPorts(entries);
        final List<Numbered> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingInt((Numbered each) -> each.entry.weight()).reversed());
        compile(V4, 4, sorted.stream().filter(each -> each.entry.isOf(4)).toList());
        compile(V6, 6, sorted.stream().filter(each -> each.entry.isOf(6)).toList());
    }

    private static boolean asksPorts(final List<Numbered> entries) {
        return entries.stream().anyMatch(each -> !(each.entry.localPort().isAny() && each.entry.remotePort().isAny()));
    }

    private void compile(final int at, final int version, final List<Numbered> entries) {
        locals[at] = ranges(version, entries, ExtendedAclEntry::localAddress);
        remotes[at] = ranges(version, entries, ExtendedAclEntry::remoteAddress);
        final int[] bounds = new int[2 * Classifier.DIMENSIONS * entries.size()];
        int next = 0;
        for (final Numbered each : entries) {
            final ExtendedAclEntry entry = each.entry;
            bounds[next++] = locals[at].least(entry.localAddress());
            bounds[next++] = locals[at].greatest(entry.localAddress());
            bounds[next++] = remotes[at].least(entry.remoteAddress());
            bounds[next++] = remotes[at].greatest(entry.remoteAddress());
            bounds[next++] = entry.localPort().first();
            bounds[next++] = entry.localPort().last();
            bounds[next++] = entry.remotePort().first();
            bounds[next++] = entry.remotePort().last();
            bounds[next++] = entry.protocol().least(version);
            bounds[next++] = entry.protocol().greatest(version);
        }
        classifiers[at] = new Classifier(bounds);
        numbers[at] = entries.stream().mapToInt(Numbered::number).toArray();
    }

    private static AddressRanges ranges(final int version, final List<Numbered> entries,
            final Function<ExtendedAclEntry, AclAddress> side) {
        final Stream<IpPrefix> prefixes = entries.stream().flatMap(each -> side.apply(each.entry).prefix().stream());
        return new AddressRanges(version, prefixes.toList());
    }

    /** Whether an entry asks for more than addresses, so that packets that hide the rest are not to be judged. */
    boolean looksIntoPackets() {
        return asksProtocol;
    }

    /** The number of the entry that decides about a packet, or {@link #NONE}; call only for IP. */
    int find(final FrameBatch frames, final int frame) {
        final int at = frames.ipVersion(frame) == 4 ? V4 : V6;
        if (numbers[at].length == 0) {
            return NONE;
        }
        final int protocol = asksProtocol ? frames.ipProtocol(frame) : AclProtocol.ANY_NUMBER;
        int source = AclPorts.NONE;
        int destination = AclPorts.NONE;
        if (asksPorts && (protocol == IpProtocol.TCP || protocol == IpProtocol.UDP)
                && frames.transportOffset(frame) >= 0) {
            source = frames.transportSource(frame);
            destination = frames.transportDestination(frame);
        }
        final int found = inbound
                ? classifiers[at].find(destinationRange(frames, frame, at, locals[at]),
                        sourceRange(frames, frame, at, remotes[at]), destination, source, protocol)
                : classifiers[at].find(sourceRange(frames, frame, at, locals[at]),
                        destinationRange(frames, frame, at, remotes[at]), source, destination, protocol);
        return found == Classifier.NONE ? NONE : numbers[at][found];
    }

    private static int sourceRange(final FrameBatch frames, final int frame, final int at,
            final AddressRanges ranges) {
        return ranges.isOne() ? 0 : at == V4 ? ranges.number(frames.ipv4Source(frame))
                : ranges.number(frames.ipv6SourceHigh(frame), frames.ipv6SourceLow(frame));
    }

    private static int destinationRange(final FrameBatch frames, final int frame, final int at,
            final AddressRanges ranges) {
        return ranges.isOne() ? 0 : at == V4 ? ranges.number(frames.ipv4Destination(frame))
                : ranges.number(frames.ipv6DestinationHigh(frame), frames.ipv6DestinationLow(frame));
    }
}
