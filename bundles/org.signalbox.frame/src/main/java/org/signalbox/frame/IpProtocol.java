package org.signalbox.frame;

/** IP protocol numbers and IPv6 extension headers (IANA's list). */
public final class IpProtocol {

    public static final int HOP_BY_HOP = 0;
    public static final int ICMP = 1;
    public static final int IGMP = 2;
    public static final int TCP = 6;
    public static final int UDP = 17;
    public static final int DCCP = 33;
    public static final int ROUTING = 43;
    public static final int FRAGMENT = 44;
    public static final int GRE = 47;
    public static final int ESP = 50;
    public static final int AUTHENTICATION = 51;
    public static final int ICMPV6 = 58;
    public static final int NO_NEXT_HEADER = 59;
    public static final int DESTINATION_OPTIONS = 60;
    public static final int SCTP = 132;
    public static final int MOBILITY = 135;
    public static final int UDP_LITE = 136;
    public static final int HIP = 139;
    public static final int SHIM6 = 140;

    /** No {@link #minimumHeader} is larger. */
    static final int LARGEST_MINIMUM_HEADER = 20;

    private IpProtocol() {
    }

    /** Whether the number stands for an IPv6 extension header that another header follows (RFC 7045, without ESP). */
    public static boolean isExtensionHeader(final int protocol) {
        return switch (protocol) {
            case HOP_BY_HOP, ROUTING, FRAGMENT, AUTHENTICATION, DESTINATION_OPTIONS, MOBILITY, HIP, SHIM6 -> true;
            default -> false;
        };
    }

    /**
     * How many bytes must be there before a header of this protocol is worth reading: its fixed part for TCP, UDP,
     * UDP-Lite, SCTP and DCCP, the first four bytes (type, code and checksum, or ports) for all others.
     */
    public static int minimumHeader(final int protocol) {
        return switch (protocol) {
            case TCP -> LARGEST_MINIMUM_HEADER;
            case UDP, UDP_LITE -> 8;
            case SCTP, DCCP -> 12;
            default -> 4;
        };
    }
}
