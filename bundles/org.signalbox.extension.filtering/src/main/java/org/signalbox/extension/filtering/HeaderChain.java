package org.signalbox.extension.filtering;

import org.signalbox.vswitch.extension.FrameBatch;

/**
 * Whether a packet hides what it is: an IPv6 chain of extension headers that cannot be followed, or a first fragment
 * that ends before its transport header does, so that only who puts the fragments together sees it. Sources: RFC 1858
 * and RFC 3128 for IPv4, RFC 7112 and RFC 7113 for IPv6, which have such packets dropped.
 */
final class HeaderChain {
    private HeaderChain() {
    }

    /** Whether a packet hides its transport header; call only for IP. */
    static boolean isHidden(final FrameBatch frames, final int frame) {
        if (frames.transportOffset(frame) >= 0) {
            return false;
        }
        return frames.isFragment(frame) ? !frames.isLaterFragment(frame)
                : frames.ipVersion(frame) == 6 && frames.ipProtocol(frame) < 0;
    }
}
