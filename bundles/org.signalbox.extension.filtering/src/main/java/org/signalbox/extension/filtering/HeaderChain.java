package org.signalbox.extension.filtering;

import org.signalbox.frame.IpProtocol;
import org.signalbox.vswitch.extension.FrameBatch;

/**
 * Whether a packet hides what it is: an IPv6 chain of extension headers that cannot be followed, or a first fragment that
 * ends before its transport header does, so that only who puts the fragments together sees it. Sources: RFC 1858 and
 * RFC 3128 for IPv4, RFC 7112 and RFC 7113 for IPv6, which have such packets dropped.
 */
final class HeaderChain {
    private static final int FRAGMENT_OFFSET = 0x1FFF;
    private static final int IPV4_FRAGMENT = 6;
    private static final int IPV6_NEXT = 6;
    private static final int IPV6_HEADER = 40;
    private static final int LEAST = 8;

    private HeaderChain() {
    }

    /** Whether a packet hides its transport header; call only for IP. */
    static boolean isHidden(final FrameBatch frames, final int frame) {
        if (frames.transportOffset(frame) >= 0) {
            return false;
        }
        return frames.isFragment(frame) ? !isLater(frames, frame)
                : frames.ipVersion(frame) == 6 && frames.ipProtocol(frame) < 0;
    }

    /** Whether a fragment is one behind the first. */
    private static boolean isLater(final FrameBatch frames, final int frame) {
        final int network = frames.networkOffset(frame);
        if (frames.ipVersion(frame) == 4) {
            return (frames.u16(frame, network + IPV4_FRAGMENT) & FRAGMENT_OFFSET) != 0;
        }
        final int end = frames.length(frame);
        int next = frames.u8(frame, network + IPV6_NEXT);
        int at = network + IPV6_HEADER;
        while (IpProtocol.isExtensionHeader(next) && at + LEAST <= end) {
            if (next == IpProtocol.FRAGMENT && (frames.u16(frame, at + 2) & ~7) != 0) {
                return true;
            }
            final int units = frames.u8(frame, at + 1);
            final int length = next == IpProtocol.FRAGMENT ? LEAST
                    : next == IpProtocol.AUTHENTICATION ? 4 * (units + 2) : 8 * (units + 1);
            next = frames.u8(frame, at);
            at += length;
        }
        return false;
    }
}
