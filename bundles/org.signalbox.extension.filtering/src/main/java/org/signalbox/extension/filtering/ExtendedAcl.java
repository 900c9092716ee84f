package org.signalbox.extension.filtering;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.signalbox.frame.IpProtocol;
import org.signalbox.vswitch.extension.FrameBatch;

/**
 * The extended access list of one port for one direction, compiled. A return packet of a flow that a stateful entry of the
 * other direction allowed comes first, then an ICMP error about a flow, then the entries by weight. A stateful entry
 * matches a TCP packet if that begins a connection or belongs to one; what does neither is for the entries below. Source
 * of that: OpenBSD, {@code pf.conf}, whose stateful rules match by {@code flags S/SA}. Immutable but for the flows;
 * allocates nothing per frame.
 */
// What follows from flows is asked of the stage for each frame; all else is said without a look at time, length or payload,
// so that a switch may remember it. A packet that no stateful entry covers is of no flow.
final class ExtendedAcl {
    private static final int TCP_FLAGS = 13;
    private static final String RULE = "extendedAcl";

    private enum Ask { RETURNS, CONTINUES, BEGINS }

    private final boolean inbound;
    private final ExtendedRules rules;
    private final FlowTable flows;
    // entries that do not ask for a flow; null if none does
    private final ExtendedRules plain;
    // entries of the other direction whose flows may return here; null if there are none
    private final ExtendedRules returning;
    private final boolean[] stateful;
    // by entry
    private final int[] outcomes;
    private final int[] returns;
    private final int[] errors;
    private final int hidden;

    /** @param flows of the port; null if no entry of either direction is stateful */
    private ExtendedAcl(final Outcomes port, final List<ExtendedAclEntry> acl, final boolean inbound,
            final FlowTable flows) {
        this.inbound = inbound;
        this.flows = flows;
        this.rules = new ExtendedRules(select(acl, entry -> entry.isInbound() == inbound), inbound);
        this.plain = any(acl, entry -> entry.isInbound() == inbound && entry.stateful())
                ? new ExtendedRules(select(acl, entry -> entry.isInbound() == inbound && !entry.stateful()), inbound)
                : null;
        this.returning = any(acl, entry -> entry.isInbound() != inbound && entry.stateful())
                ? new ExtendedRules(select(acl, entry -> entry.isInbound() != inbound && entry.stateful()), inbound)
                : null;
        this.stateful = new boolean[acl.size()];
        this.outcomes = new int[acl.size()];
        this.returns = new int[acl.size()];
        this.errors = new int[acl.size()];
        for (int i = 0; i < acl.size(); i++) {
            outcomes(port, acl.get(i), i);
        }
        this.hidden = rules.looksIntoPackets()
                ? port.drop(RULE, "deny " + (inbound ? "inbound" : "outbound") + " hidden headers",
                        "its transport header is hidden") : Outcomes.NONE;
    }

    private void outcomes(final Outcomes port, final ExtendedAclEntry entry, final int place) {
        stateful[place] = entry.stateful();
        final String rule = RULE + "[" + place + "]";
        final String text = entry.text();
        if (entry.isInbound() == inbound) {
            outcomes[place] = entry.action() == ExtendedAclEntry.Action.DENY ? port.drop(rule, text)
                    : port.pass(rule, text);
        } else if (entry.stateful()) {
            outcomes[place] = port.pass(rule, text);
            returns[place] = port.also(outcomes[place], text + ", return packet");
        }
        if (entry.stateful()) {
            errors[place] = port.also(outcomes[place], text + ", error about its flow");
        }
    }

    /** The list for one direction; null if no entry is for it, and none of the other has flows that return. */
    static ExtendedAcl compile(final Outcomes outcomes, final List<ExtendedAclEntry> acl, final boolean inbound,
            final FlowTable flows) {
        return any(acl, entry -> entry.isInbound() == inbound || entry.stateful())
                ? new ExtendedAcl(outcomes, acl, inbound, flows) : null;
    }

    private static boolean any(final List<ExtendedAclEntry> acl, final Predicate<ExtendedAclEntry> wanted) {
        return acl.stream().anyMatch(wanted);
    }

    private static List<ExtendedRules.Numbered> select(final List<ExtendedAclEntry> acl,
            final Predicate<ExtendedAclEntry> wanted) {
        final List<ExtendedRules.Numbered> selected = new ArrayList<>();
        for (int i = 0; i < acl.size(); i++) {
            if (wanted.test(acl.get(i))) {
                selected.add(new ExtendedRules.Numbered(i, acl.get(i)));
            }
        }
        return selected;
    }

    /** The outcome for a frame. */
    int judge(final FrameBatch frames, final int frame) {
        final int version = frames.ipVersion(frame);
        if (version == 0) {
            return Outcomes.NONE;
        }
        if (hidden != Outcomes.NONE && HeaderChain.isHidden(frames, frame)) {
            return hidden;
        }
        final int admitted = flows == null ? Outcomes.NONE : admitted(frames, frame, version);
        if (admitted != Outcomes.NONE) {
            return admitted;
        }
        final int entry = rules.find(frames, frame);
        if (entry == ExtendedRules.NONE) {
            return Outcomes.NONE;
        }
        return stateful[entry] && frames.transportOffset(frame) >= 0 ? allowed(frames, frame, version, entry)
                : outcomes[entry];
    }

    /** Of a packet that a flow brings with it, whatever the entries say. */
    private int admitted(final FrameBatch frames, final int frame, final int version) {
        final int transport = frames.transportOffset(frame);
        if (transport < 0) {
            return Outcomes.NONE;
        }
        final int protocol = frames.ipProtocol(frame);
        if (protocol == Echo.protocol(version)) {
            final int type = frames.u8(frame, transport);
            if (IcmpError.isError(version, type)) {
                frames.askAgain(frame);
                final int entry = IcmpError.entry(flows, frames, frame, inbound);
                return entry == FlowTable.NONE ? Outcomes.NONE : errors[entry];
            }
            if (type != Echo.reply(version)) {
                return Outcomes.NONE;
            }
        }
        final int flags = protocol == IpProtocol.TCP ? frames.u8(frame, transport + TCP_FLAGS) : FlowState.NO_TCP;
        if (returning == null || flags != FlowState.NO_TCP && FlowState.isFirst(flags)
                || returning.find(frames, frame) == ExtendedRules.NONE) {
            return Outcomes.NONE;
        }
        final int entry = ask(Ask.RETURNS, frames, frame, version, protocol, flags, FlowTable.NONE);
        return entry == FlowTable.NONE ? Outcomes.NONE : returns[entry];
    }

    /** Of a packet that a stateful entry matches. */
    private int allowed(final FrameBatch frames, final int frame, final int version, final int entry) {
        final int protocol = frames.ipProtocol(frame);
        final int transport = frames.transportOffset(frame);
        if (protocol == IpProtocol.TCP) {
            final int flags = frames.u8(frame, transport + TCP_FLAGS);
            if (!FlowState.isFirst(flags)) {
                if (ask(Ask.CONTINUES, frames, frame, version, protocol, flags, entry) == FlowTable.NONE) {
                    final int other = plain.find(frames, frame);
                    return other == ExtendedRules.NONE ? Outcomes.NONE : outcomes[other];
                }
                return outcomes[entry];
            }
            ask(Ask.BEGINS, frames, frame, version, protocol, flags, entry);
        } else if (protocol != Echo.protocol(version) || frames.u8(frame, transport) == Echo.request(version)) {
            ask(Ask.BEGINS, frames, frame, version, protocol, FlowState.NO_TCP, entry);
        }
        return outcomes[entry];
    }

    private int ask(final Ask what, final FrameBatch frames, final int frame, final int version, final int protocol,
            final int flags, final int entry) {
        frames.askAgain(frame);
        final long tail = tail(what, frames, frame, version, protocol);
        if (tail < 0) {
            return FlowTable.NONE;
        }
        if (version == 4) {
            final long source = Integer.toUnsignedLong(frames.ipv4Source(frame));
            final long destination = Integer.toUnsignedLong(frames.ipv4Destination(frame));
            return inbound ? ask(what, 0, destination, 0, source, tail, flags, entry, frames.timeNanos(frame))
                    : ask(what, 0, source, 0, destination, tail, flags, entry, frames.timeNanos(frame));
        }
        final long sourceHigh = frames.ipv6SourceHigh(frame);
        final long sourceLow = frames.ipv6SourceLow(frame);
        final long destinationHigh = frames.ipv6DestinationHigh(frame);
        final long destinationLow = frames.ipv6DestinationLow(frame);
        return inbound
                ? ask(what, destinationHigh, destinationLow, sourceHigh, sourceLow, tail, flags, entry,
                        frames.timeNanos(frame))
                : ask(what, sourceHigh, sourceLow, destinationHigh, destinationLow, tail, flags, entry,
                        frames.timeNanos(frame));
    }

    private int ask(final Ask what, final long localHigh, final long localLow, final long remoteHigh,
            final long remoteLow, final long tail, final int flags, final int entry, final long timeNanos) {
        return switch (what) {
            case RETURNS -> flows.returns(localHigh, localLow, remoteHigh, remoteLow, tail, inbound, flags, timeNanos);
            case CONTINUES ->
                flows.continues(localHigh, localLow, remoteHigh, remoteLow, tail, inbound, flags, timeNanos);
            case BEGINS -> {
                flows.begins(localHigh, localLow, remoteHigh, remoteLow, tail, inbound, entry, flags, timeNanos);
                yield entry;
            }
        };
    }

    /** What tells the packet's flow besides addresses; negative for an echo that is cut before its identifier. */
    private long tail(final Ask what, final FrameBatch frames, final int frame, final int version,
            final int protocol) {
        final int transport = frames.transportOffset(frame);
        if (protocol == Echo.protocol(version)) {
            return frames.length(frame) < transport + Echo.LEAST ? FlowTable.NONE
                    : Echo.tail(version, frames.u16(frame, transport + Echo.IDENTIFIER),
                            inbound == (what == Ask.BEGINS));
        }
        if (protocol != IpProtocol.TCP && protocol != IpProtocol.UDP) {
            return FlowTable.tail(version, protocol, 0, 0);
        }
        final int source = frames.transportSource(frame);
        final int destination = frames.transportDestination(frame);
        return FlowTable.tail(version, protocol, inbound ? destination : source, inbound ? source : destination);
    }
}
