package org.signalbox.extension.filtering;

import org.signalbox.frame.IcmpType;
import org.signalbox.frame.Icmpv6Type;
import org.signalbox.frame.IpProtocol;
import org.signalbox.vswitch.extension.FrameBatch;

/**
 * Errors of ICMP about a packet of a known flow. Such an error is for the sender of the packet that it holds the beginning
 * of; what is not, is about a fragment, or is cut before the ports, is about no flow. Sources: RFC 792, RFC 4443,
 * RFC 5927.
 */
final class IcmpError {
    private static final int PARAMETER_PROBLEM = 12;
    private static final int HEADER = 8;
    private static final int PORTS = 8;
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int FRAGMENT = 0x3FFF;

    private IcmpError() {
    }

    /** Whether a type of ICMP in a packet of an IP version is an error about another packet, other than a redirect. */
    static boolean isError(final int version, final int type) {
        return version == 4
                ? type == IcmpType.DESTINATION_UNREACHABLE || type == IcmpType.TIME_EXCEEDED
                        || type == PARAMETER_PROBLEM
                : type >= Icmpv6Type.DESTINATION_UNREACHABLE && type <= Icmpv6Type.PARAMETER_PROBLEM;
    }

    /** The entry that allowed the flow that an error is about, or {@link FlowTable#NONE}. */
    static int entry(final FlowTable flows, final FrameBatch frames, final int frame, final boolean inbound) {
        final int held = frames.transportOffset(frame) + HEADER;
        final int left = frames.length(frame) - held;
        return frames.isFragment(frame) ? FlowTable.NONE
                : frames.ipVersion(frame) == 4 ? ipv4(flows, frames, frame, inbound, held, left)
                        : ipv6(flows, frames, frame, inbound, held, left);
    }

    private static int ipv4(final FlowTable flows, final FrameBatch frames, final int frame, final boolean inbound,
            final int held, final int left) {
        if (left < IPV4_HEADER + PORTS || frames.u8(frame, held) >>> 4 != 4) {
            return FlowTable.NONE;
        }
        final int header = (frames.u8(frame, held) & 0xF) * 4;
        if (header < IPV4_HEADER || left < header + PORTS || (frames.u16(frame, held + 6) & FRAGMENT) != 0) {
            return FlowTable.NONE;
        }
        final int sender = frames.i32(frame, held + 12);
        final int receiver = frames.i32(frame, held + 16);
        final long tail = tail(frames, frame, 4, frames.u8(frame, held + 9), held + header, inbound);
        if (tail < 0 || sender != frames.ipv4Destination(frame)
                || !inbound && receiver != frames.ipv4Source(frame)) {
            return FlowTable.NONE;
        }
        return flows.concerns(0, Integer.toUnsignedLong(inbound ? sender : receiver),
                0, Integer.toUnsignedLong(inbound ? receiver : sender), tail, frames.timeNanos(frame));
    }

    private static int ipv6(final FlowTable flows, final FrameBatch frames, final int frame, final boolean inbound,
            final int held, final int left) {
        if (left < IPV6_HEADER + PORTS || frames.u8(frame, held) >>> 4 != 6) {
            return FlowTable.NONE;
        }
        final long senderHigh = i64(frames, frame, held + 8);
        final long senderLow = i64(frames, frame, held + 16);
        final long receiverHigh = i64(frames, frame, held + 24);
        final long receiverLow = i64(frames, frame, held + 32);
        final long tail = tail(frames, frame, 6, frames.u8(frame, held + 6), held + IPV6_HEADER, inbound);
        if (tail < 0 || senderHigh != frames.ipv6DestinationHigh(frame)
                || senderLow != frames.ipv6DestinationLow(frame)
                || !inbound && (receiverHigh != frames.ipv6SourceHigh(frame)
                        || receiverLow != frames.ipv6SourceLow(frame))) {
            return FlowTable.NONE;
        }
        return inbound
                ? flows.concerns(senderHigh, senderLow, receiverHigh, receiverLow, tail, frames.timeNanos(frame))
                : flows.concerns(receiverHigh, receiverLow, senderHigh, senderLow, tail, frames.timeNanos(frame));
    }

    /** Of the packet that is held; negative if it is of no flow that can be told. */
    private static long tail(final FrameBatch frames, final int frame, final int version, final int protocol,
            final int at, final boolean inbound) {
        if (protocol == IpProtocol.TCP || protocol == IpProtocol.UDP) {
            final int from = frames.u16(frame, at);
            final int to = frames.u16(frame, at + 2);
            return FlowTable.tail(version, protocol, inbound ? from : to, inbound ? to : from);
        }
        return protocol == Echo.protocol(version) && frames.u8(frame, at) == Echo.request(version)
                ? Echo.tail(version, frames.u16(frame, at + Echo.IDENTIFIER), !inbound) : FlowTable.NONE;
    }

    private static long i64(final FrameBatch frames, final int frame, final int at) {
        return (long) frames.i32(frame, at) << 32 | Integer.toUnsignedLong(frames.i32(frame, at + 4));
    }
}
