package org.signalbox.frame;

import static org.signalbox.frame.Wire.u8;

import java.lang.foreign.MemorySegment;

/** How long IPv6 extension headers are, and what a routing header says. */
final class Ipv6Extension {

    private static final int FIXED_HEADER = 40;
    private static final int ADDRESS = 16;

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

    /**
     * Where, from the frame's start, the first extension header of a kind begins that is wholly before {@code end}; -1
     * if there is none among the first {@link HeaderTable#MAX_EXTENSION_HEADERS}.
     */
    static int find(final MemorySegment memory, final long frame, final int network, final int end, final int wanted) {
        int kind = u8(memory, frame + network + 6);
        int position = network + FIXED_HEADER;
        for (int headers = 0; headers < HeaderTable.MAX_EXTENSION_HEADERS; headers++) {
            if (!IpProtocol.isExtensionHeader(kind) || position + 8 > end) {
                return -1;
            }
            final int next = position + length(kind, u8(memory, frame + position + 1));
            if (kind == wanted) {
                return next <= end ? position : -1;
            }
            if (kind == IpProtocol.FRAGMENT && (Wire.u16(memory, frame + position + 2) & 0xFFF8) != 0) {
                return -1;
            }
            kind = u8(memory, frame + position);
            position = next;
        }
        return -1;
    }

    /**
     * Where, from the frame's start, the address stands that the packet will have reached in the end: the IPv6 header's
     * destination, or the last stop of the last routing header with segments left (RFC 8200 section 8.1). The chain of
     * headers up to {@code transport} must have been followed before.
     */
    static int finalDestination(final MemorySegment memory, final long frame, final int network, final int transport) {
        int found = network + 24;
        int kind = u8(memory, frame + network + 6);
        int position = network + FIXED_HEADER;
        while (position < transport) {
            final int length = length(kind, u8(memory, frame + position + 1));
            if (kind == IpProtocol.ROUTING && u8(memory, frame + position + 3) > 0) {
                final int stop = lastStop(u8(memory, frame + position + 2), length);
                found = stop > 0 ? position + stop : found;
            }
            kind = u8(memory, frame + position);
            position += length;
        }
        return found;
    }

    /** Where in a routing header the last stop stands, 0 if it is not known. */
    private static int lastStop(final int routingType, final int length) {
        if (length < 8 + ADDRESS) {
            return 0;
        }
        return switch (routingType) {
            case 0 -> 8 + (length - 8) / ADDRESS * ADDRESS - ADDRESS; // RFC 2460: the last address
            case 2, 4 -> 8; // RFC 6275: the home address; RFC 8754: segments in reverse order
            default -> 0;
        };
    }
}
