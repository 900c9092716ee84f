package org.signalbox.extension.filtering;

import org.signalbox.frame.IcmpType;
import org.signalbox.frame.Icmpv6Type;
import org.signalbox.frame.IpProtocol;

/** The flows of ICMP: echo requests of an identifier and the replies to them. Sources: RFC 792, RFC 4443. */
final class Echo {
    /** Where a message has its identifier. */
    static final int IDENTIFIER = 4;
    /** Bytes of a message that has one. */
    static final int LEAST = 6;

    private Echo() {
    }

    static int protocol(final int version) {
        return version == 4 ? IpProtocol.ICMP : IpProtocol.ICMPV6;
    }

    static int request(final int version) {
        return version == 4 ? IcmpType.ECHO_REQUEST : Icmpv6Type.ECHO_REQUEST;
    }

    static int reply(final int version) {
        return version == 4 ? IcmpType.ECHO_REPLY : Icmpv6Type.ECHO_REPLY;
    }

    /** Two machines may ask each other with the same identifier: who asks is part of what tells flows apart. */
    static long tail(final int version, final int identifier, final boolean requestedInbound) {
        return FlowTable.tail(version, protocol(version), identifier, requestedInbound ? 1 : 0);
    }
}
