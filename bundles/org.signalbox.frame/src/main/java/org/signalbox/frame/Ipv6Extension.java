package org.signalbox.frame;

/** How long IPv6 extension headers are. */
final class Ipv6Extension {

    private Ipv6Extension() {
    }

    /**
     * The length in bytes of an extension header: units of 8 without the first (RFC 6564), except the fragment header,
     * always 8 (RFC 8200), and the authentication header, units of 4 without the first two (RFC 4302).
     *
     * @param lengthField the header's second byte
     */
    static int length(final int kind, final int lengthField) {
        return switch (kind) {
            case IpProtocol.FRAGMENT -> 8;
            case IpProtocol.AUTHENTICATION -> (lengthField + 2) * 4;
            default -> (lengthField + 1) * 8;
        };
    }
}
