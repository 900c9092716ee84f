package org.signalbox.extension.filtering;

import org.signalbox.frame.DhcpMessage;
import org.signalbox.frame.IcmpType;
import org.signalbox.frame.Icmpv6Type;
import org.signalbox.frame.IpProtocol;
import org.signalbox.vswitch.extension.FrameBatch;

/**
 * What a machine that is neither a DHCP server nor a router may not send. Behind IPv6 extension headers, too; a fragment
 * that hides such a message is dropped for it. Sources: Microsoft, {@code Set-VMNetworkAdapter -DhcpGuard -RouterGuard};
 * RFC 7610 (DHCPv6-Shield), RFC 7113 (RA-Guard) and RFC 6980 for evasions. Immutable.
 */
final class Guard {
    private static final int UDP_HEADER = 8;
    private static final int DHCPV6_CLIENT = 546;
    private static final int DHCPV6_SERVER = 547;
    private static final int ADVERTISE = 2;
    private static final int REPLY = 7;
    private static final int RECONFIGURE = 10;

    private final boolean dhcp;
    private final boolean router;
    private final int dhcpServer;
    private final int dhcpFragment;
    private final int dhcpHidden;
    private final int advertisement;
    private final int redirect;
    private final int routerHidden;

    private Guard(final Outcomes outcomes, final boolean dhcp, final boolean router) {
        this.dhcp = dhcp;
        this.router = router;
        this.dhcpServer = dhcp(outcomes, "DHCP server message");
        this.dhcpFragment = dhcp(outcomes, "fragment of a DHCP server message");
        this.dhcpHidden = dhcp(outcomes, "its UDP header is hidden");
        this.advertisement = router(outcomes, "router advertisement");
        this.redirect = router(outcomes, "redirect");
        this.routerHidden = router(outcomes, "its ICMP header is hidden");
    }

    private int dhcp(final Outcomes outcomes, final String reason) {
        return dhcp ? outcomes.drop("dhcpGuard", "deny outbound DHCP server messages", reason) : Outcomes.NONE;
    }

    private int router(final Outcomes outcomes, final String reason) {
        return router ? outcomes.drop("routerGuard", "deny outbound router advertisements and redirects", reason)
                : Outcomes.NONE;
    }

    /** What a policy asks for; null if it has no guard. */
    static Guard of(final Outcomes outcomes, final FilteringPolicy policy) {
        return policy.dhcpGuard() || policy.routerGuard()
                ? new Guard(outcomes, policy.dhcpGuard(), policy.routerGuard()) : null;
    }

    /** Why a frame that the machine sends is dropped, or {@link Outcomes#NONE}. */
    int judge(final FrameBatch frames, final int frame) {
        final int version = frames.ipVersion(frame);
        if (version == 0) {
            return Outcomes.NONE;
        }
        final int protocol = frames.ipProtocol(frame);
        if (router && (protocol < 0 || protocol == (version == 4 ? IpProtocol.ICMP : IpProtocol.ICMPV6))) {
            final int outcome = router(frames, frame, version);
            if (outcome != Outcomes.NONE) {
                return outcome;
            }
        }
        return dhcp && (protocol < 0 || protocol == IpProtocol.UDP) ? dhcp(frames, frame, version) : Outcomes.NONE;
    }

    private int router(final FrameBatch frames, final int frame, final int version) {
        final int transport = frames.transportOffset(frame);
        if (transport < 0) {
            return HeaderChain.isHidden(frames, frame) ? routerHidden : Outcomes.NONE;
        }
        final int type = frames.u8(frame, transport);
        if (version == 4) {
            return type == IcmpType.ROUTER_ADVERTISEMENT ? advertisement
                    : type == IcmpType.REDIRECT ? redirect : Outcomes.NONE;
        }
        return type == Icmpv6Type.ROUTER_ADVERTISEMENT ? advertisement
                : type == Icmpv6Type.REDIRECT ? redirect : Outcomes.NONE;
    }

    private int dhcp(final FrameBatch frames, final int frame, final int version) {
        final int transport = frames.transportOffset(frame);
        if (transport < 0) {
            return HeaderChain.isHidden(frames, frame) ? dhcpHidden : Outcomes.NONE;
        }
        final int source = frames.transportSource(frame);
        final int destination = frames.transportDestination(frame);
        if (version == 4 ? source != DhcpMessage.SERVER_PORT && destination != DhcpMessage.CLIENT_PORT
                : source != DHCPV6_SERVER && destination != DHCPV6_CLIENT) {
            return Outcomes.NONE;
        }
        // what is said first could be said otherwise in a fragment that overlaps
        if (frames.isFragment(frame)) {
            return dhcpFragment;
        }
        if (frames.length(frame) <= transport + UDP_HEADER) {
            return Outcomes.NONE;
        }
        final int message = frames.u8(frame, transport + UDP_HEADER);
        final boolean server = version == 4 ? message == DhcpMessage.BOOT_REPLY
                : message == ADVERTISE || message == REPLY || message == RECONFIGURE;
        return server ? dhcpServer : Outcomes.NONE;
    }
}
