package org.signalbox.frame;

import static org.signalbox.frame.Wire.u16;
import static org.signalbox.frame.Wire.u32;
import static org.signalbox.frame.Wire.u64;
import static org.signalbox.frame.Wire.u8;

import java.lang.foreign.MemorySegment;

/**
 * Where the headers of a run of frames begin: parsed once, read by every stage. Struct of arrays, one element a frame;
 * not thread-safe, allocates nothing after construction.
 * <p>
 * Offsets count from the frame's first byte. Nothing outside the frame is read, whatever lengths it claims. What a
 * frame claims about its IP length is believed when it is shorter than the frame (the rest is padding) and cut to the
 * frame when it is longer. A header counts as present only if its minimal part is inside both.
 */
public final class HeaderTable {

    /** Tags that are looked through at a frame's front; a frame with more shows the next tag's TPID as its type. */
    public static final int MAX_TAGS = 8;
    /** IPv6 extension headers that are looked through; behind more, the protocol stays unknown. */
    public static final int MAX_EXTENSION_HEADERS = 8;

    /** Shorter than an Ethernet header. */
    public static final int TRUNCATED_ETHERNET = 1;
    /** A tag's TPID is there, but its TCI or the type behind it is cut. */
    public static final int TRUNCATED_TAG = 1 << 1;
    /** More tags than {@link #MAX_TAGS}. */
    public static final int TOO_MANY_TAGS = 1 << 2;
    /** The fixed part of the IP header is cut. */
    public static final int TRUNCATED_NETWORK = 1 << 3;
    /** The IP header's version is not the EtherType's. */
    public static final int BAD_IP_VERSION = 1 << 4;
    /** The IPv4 header's own length is below 20 bytes, or runs past the packet's end. */
    public static final int BAD_HEADER_LENGTH = 1 << 5;
    /** The IP packet's length is shorter than its header or longer than the frame. */
    public static final int BAD_PACKET_LENGTH = 1 << 6;
    /** An IPv6 extension header runs past the packet's end. */
    public static final int BAD_EXTENSION_HEADER = 1 << 7;
    /** More IPv6 extension headers than {@link #MAX_EXTENSION_HEADERS}. */
    public static final int TOO_MANY_EXTENSION_HEADERS = 1 << 8;
    /** The transport header's minimal part is cut. */
    public static final int TRUNCATED_TRANSPORT = 1 << 9;

    private static final int ETHERNET_HEADER = 14;
    private static final int IPV4_HEADER = 20;
    private static final int IPV4_PROTOCOL = 9;
    private static final int IPV4_ADDRESSES = 12;
    private static final int IPV6_HEADER = 40;
    private static final int IPV6_NEXT_HEADER = 6;

    // sixteen bits of type, eight of version and header length
    private static final long PLAIN_IPV4_MASK = 0xFFFF_FF00_0000_0000L;
    private static final long PLAIN_IPV4 = (long) EtherType.IPV4 << 48 | 0x45L << 40;
    // sixteen bits of type, four of version
    private static final long PLAIN_IPV6_MASK = 0xFFFF_F000_0000_0000L;
    private static final long PLAIN_IPV6 = (long) EtherType.IPV6 << 48 | 6L << 44;

    // facts: protocol + 1 (9 bits), IP version (3), tag count (4), fragment, later fragment, flags (14)
    private static final int PROTOCOL_MASK = 0x1FF;
    private static final int VERSION_SHIFT = 9;
    private static final int TAGS_SHIFT = 12;
    private static final int FRAGMENT = 1 << 16;
    private static final int LATER_FRAGMENT = 1 << 17;
    private static final int FLAGS_SHIFT = 18;
    private static final int NO_TYPE = TRUNCATED_ETHERNET << FLAGS_SHIFT;

    // layout: type or length, network offset, transport offset (sixteen bits each, signed offsets), whether hidden
    private static final int TYPE_SHIFT = 48;
    private static final int NETWORK_SHIFT = 32;
    private static final int TRANSPORT_SHIFT = 16;
    private static final long NO_OFFSETS = 0xFFFF_FFFFL << TRANSPORT_SHIFT;
    private static final long NO_TRANSPORT = 0xFFFFL << TRANSPORT_SHIFT;
    private static final long HIDDEN = 1;

    private static final int SNAP_HEADER = 8;
    // LLC: both access points SNAP, unnumbered information; then the organization that numbers the types
    private static final long SNAP_ETHERNET = 0xAAAA_0300_0000L;
    private static final long SNAP_BRIDGE_TUNNEL = 0xAAAA_0300_00F8L;

    private final long[] layouts;
    // meaningful where there are tags
    private final int[] outerTags;
    private final int[] facts;
    // source in the high half, destination in the low one
    private final long[] ipv4Addresses;

    /** @param capacity how many frames the table holds, 1 or more */
    public HeaderTable(final int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("found a capacity of " + capacity + ", expected 1 or more");
        }
        layouts = new long[capacity];
        outerTags = new int[capacity];
        facts = new int[capacity];
        ipv4Addresses = new long[capacity];
    }

    /** How many frames the table holds. */
    public int capacity() {
        return facts.length;
    }

    /**
     * Reads the headers of one frame into the element {@code index}.
     *
     * @param memory where the frame stands
     * @param offset the frame's first byte in {@code memory}
     * @param length the frame's length in bytes, 0 or more
     * @throws IndexOutOfBoundsException if the frame is not inside {@code memory} or the index not inside the table
     */
    // Most frames are plain. What is found of them is written down as constants; all others take the long way, which
    // gives the same.
    public void parse(final MemorySegment memory, final long offset, final int length, final int index) {
        switch (plainVersion(memory, offset, length)) {
            case 4 -> {
                ipv4Addresses[index] = u64(memory, offset + ETHERNET_HEADER + IPV4_ADDRESSES);
                plain(index, EtherType.IPV4, IPV4_HEADER,
                        4 << VERSION_SHIFT | u8(memory, offset + ETHERNET_HEADER + IPV4_PROTOCOL) + 1);
            }
            case 6 -> plain(index, EtherType.IPV6, IPV6_HEADER,
                    6 << VERSION_SHIFT | u8(memory, offset + ETHERNET_HEADER + IPV6_NEXT_HEADER) + 1);
            default -> parseAny(memory, offset, length, index);
        }
    }

    /**
     * Which version of IP a frame has that is plain: without tags, IPv4 without options or fragments, or IPv6 without
     * extension headers and with TCP, UDP or ICMPv6, each with a whole transport header; else 0.
     */
    // two reads: the type and the IP header's first six bytes at once, then the four bytes behind
    public static int plainVersion(final MemorySegment memory, final long offset, final int length) {
        if (length >= ETHERNET_HEADER + IPV4_HEADER) {
            final long front = u64(memory, offset + 12);
            final int behind = u32(memory, offset + 20);
            if ((front & PLAIN_IPV4_MASK) == PLAIN_IPV4 && (behind & 0x3FFF_0000) == 0) {
                final int payload = ((int) (front >>> 16) & 0xFFFF) - IPV4_HEADER;
                return payload <= length - ETHERNET_HEADER - IPV4_HEADER && hasTransport(behind & 0xFF, payload) ? 4 : 0;
            }
            if ((front & PLAIN_IPV6_MASK) == PLAIN_IPV6) {
                final int payload = (int) front & 0xFFFF;
                final int next = behind >>> 24;
                return payload <= length - ETHERNET_HEADER - IPV6_HEADER && hasTransport(next, payload)
                        && (next == IpProtocol.TCP || next == IpProtocol.UDP || next == IpProtocol.ICMPV6) ? 6 : 0;
            }
        }
        return 0;
    }

    private static boolean hasTransport(final int protocol, final int payload) {
        return payload >= IpProtocol.LARGEST_MINIMUM_HEADER
                || protocol == IpProtocol.UDP && payload >= IpProtocol.minimumHeader(IpProtocol.UDP);
    }

    private void plain(final int index, final int type, final int headerLength, final int fact) {
        layouts[index] = layout(type, ETHERNET_HEADER) | (long) (ETHERNET_HEADER + headerLength) << TRANSPORT_SHIFT;
        facts[index] = fact;
    }

    private static long layout(final int type, final int network) {
        return (long) type << TYPE_SHIFT | (long) network << NETWORK_SHIFT;
    }

    private void parseAny(final MemorySegment memory, final long offset, final int length, final int index) {
        if (length < ETHERNET_HEADER) {
            layouts[index] = NO_OFFSETS;
            facts[index] = TRUNCATED_ETHERNET << FLAGS_SHIFT;
            return;
        }
        int type = u16(memory, offset + 12);
        int position = ETHERNET_HEADER;
        int tags = 0;
        int flags = 0;
        while (EtherType.isTag(type)) {
            if (position + 4 > length) {
                flags = TRUNCATED_TAG;
                break;
            }
            if (tags == MAX_TAGS) {
                flags = TOO_MANY_TAGS;
                break;
            }
            if (tags++ == 0) {
                outerTags[index] = type << 16 | u16(memory, offset + position);
            }
            type = u16(memory, offset + position + 2);
            position += 4;
        }
        final boolean hidden = flags == TOO_MANY_TAGS
                || type < EtherType.MINIMUM && position + SNAP_HEADER <= length && isSnap(u64(memory, offset + position));
        layouts[index] = (long) type << TYPE_SHIFT | NO_OFFSETS | (hidden ? HIDDEN : 0);
        facts[index] = tags << TAGS_SHIFT | flags << FLAGS_SHIFT;
        if (flags == 0 && type >= EtherType.MINIMUM && position < length) {
            layouts[index] = layout(type, position) | NO_TRANSPORT;
            if (type == EtherType.IPV4) {
                parseIpv4(memory, offset, length, position, index);
            } else if (type == EtherType.IPV6) {
                parseIpv6(memory, offset, length, position, index);
            }
        }
    }

    /** Whether a SNAP header announces IP, or a tag that it may be behind. */
    private static boolean isSnap(final long header) {
        final long front = header >>> 16;
        final int type = (int) header & 0xFFFF;
        return (front == SNAP_ETHERNET || front == SNAP_BRIDGE_TUNNEL)
                && (type == EtherType.IPV4 || type == EtherType.IPV6 || EtherType.isTag(type));
    }

    private void parseIpv4(final MemorySegment memory, final long offset, final int length, final int network,
            final int index) {
        if (network + IPV4_HEADER > length) {
            flag(index, TRUNCATED_NETWORK);
            return;
        }
        final long front = u64(memory, offset + network);
        final int headerLength = (int) (front >>> 56 & 0xF) * 4;
        if (front >>> 60 != 4) {
            flag(index, BAD_IP_VERSION);
            return;
        }
        if (headerLength < IPV4_HEADER) {
            flag(index, BAD_HEADER_LENGTH);
            return;
        }
        final int protocol = u8(memory, offset + network + 9);
        final boolean later = (front & 0x1FFF) != 0;
        ipv4Addresses[index] = u64(memory, offset + network + IPV4_ADDRESSES);
        facts[index] |= 4 << VERSION_SHIFT | protocol + 1 | fragmentBits(later, (front & 0x2000) != 0);
        final int end = packetEnd(network, (int) (front >>> 32) & 0xFFFF, headerLength, length, index);
        if (network + headerLength > end) {
            flag(index, BAD_HEADER_LENGTH);
        } else if (!later) {
            placeTransport(network + headerLength, end, protocol, index);
        }
    }

    /** Where a packet ends: as it claims, but within the frame; a claim shorter than its header leaves nothing. */
    private int packetEnd(final int network, final int claimed, final int headerLength, final int length,
            final int index) {
        if (claimed < headerLength) {
            flag(index, BAD_PACKET_LENGTH);
            return network + headerLength > length ? length : network + headerLength;
        }
        if (claimed > length - network) {
            flag(index, BAD_PACKET_LENGTH);
            return length;
        }
        return network + claimed;
    }

    private void parseIpv6(final MemorySegment memory, final long offset, final int length, final int network,
            final int index) {
        if (network + IPV6_HEADER > length) {
            flag(index, TRUNCATED_NETWORK);
            return;
        }
        final long front = u64(memory, offset + network);
        if (front >>> 60 != 6) {
            flag(index, BAD_IP_VERSION);
            return;
        }
        facts[index] |= 6 << VERSION_SHIFT;
        final int payloadLength = (int) (front >>> 16) & 0xFFFF;
        int next = (int) (front >>> 8) & 0xFF;
        // RFC 2675: a jumbogram says 0 and has its length in a hop-by-hop option; the frame is its bound
        final boolean jumbo = payloadLength == 0 && next == IpProtocol.HOP_BY_HOP;
        final int end = jumbo ? length
                : packetEnd(network, IPV6_HEADER + payloadLength, IPV6_HEADER, length, index);
        int position = network + IPV6_HEADER;
        for (int headers = 0; IpProtocol.isExtensionHeader(next); headers++) {
            if (headers == MAX_EXTENSION_HEADERS) {
                flag(index, TOO_MANY_EXTENSION_HEADERS);
                return;
            }
            if (position + 8 > end) {
                flag(index, BAD_EXTENSION_HEADER);
                return;
            }
            final long header = u64(memory, offset + position);
            final int kind = next;
            next = (int) (header >>> 56);
            if (kind == IpProtocol.FRAGMENT) {
                final boolean later = (header >>> 32 & 0xFFF8) != 0;
                facts[index] |= fragmentBits(later, (header >>> 32 & 1) != 0);
                if (later) {
                    facts[index] |= next + 1;
                    return;
                }
            }
            position += Ipv6Extension.length(kind, (int) (header >>> 48) & 0xFF);
            if (position > end) {
                flag(index, BAD_EXTENSION_HEADER);
                return;
            }
        }
        facts[index] |= next + 1;
        if (next != IpProtocol.NO_NEXT_HEADER) {
            placeTransport(position, end, next, index);
        }
    }

    private void placeTransport(final int position, final int end, final int protocol, final int index) {
        if (end - position < IpProtocol.minimumHeader(protocol)) {
            flag(index, TRUNCATED_TRANSPORT);
        } else {
            layouts[index] = layouts[index] & ~NO_TRANSPORT | (long) position << TRANSPORT_SHIFT;
        }
    }

    private static int fragmentBits(final boolean later, final boolean more) {
        return later ? FRAGMENT | LATER_FRAGMENT : more ? FRAGMENT : 0;
    }

    private void flag(final int index, final int flag) {
        facts[index] |= flag << FLAGS_SHIFT;
    }

    /** Copies what is known of frame {@code from} to another table, or another element of this one. */
    public void copy(final int from, final HeaderTable to, final int index) {
        to.layouts[index] = layouts[from];
        to.outerTags[index] = outerTags[from];
        to.facts[index] = facts[from];
        to.ipv4Addresses[index] = ipv4Addresses[from];
    }

    /** The type behind all tags; below {@link EtherType#MINIMUM} an 802.3 length; -1 without an Ethernet header. */
    public int etherType(final int index) {
        return (facts[index] & NO_TYPE) != 0 ? -1 : (int) (layouts[index] >>> TYPE_SHIFT);
    }

    /** How many VLAN tags stand at the front, 0 to {@link #MAX_TAGS}. */
    public int tagCount(final int index) {
        return facts[index] >>> TAGS_SHIFT & 0xF;
    }

    /** The outermost tag's priority (3 bits), DEI and VLAN id (12 bits), or -1 without a tag. */
    public int tci(final int index) {
        return tagCount(index) == 0 ? -1 : outerTags[index] & 0xFFFF;
    }

    /** The outermost tag's TPID, {@link EtherType#VLAN} or {@link EtherType#SERVICE_VLAN}, or -1 without a tag. */
    public int tpid(final int index) {
        return tagCount(index) == 0 ? -1 : outerTags[index] >>> 16;
    }

    /** Where the header that the EtherType announces begins; -1 for 802.3 lengths, or if nothing is there. */
    public int networkOffset(final int index) {
        return (short) (layouts[index] >>> NETWORK_SHIFT);
    }

    /**
     * Whether a receiver may find an IP packet that is not looked at here: behind more than {@link #MAX_TAGS} tags, or
     * behind a length and a SNAP header (RFC 1042, IEEE 802.1H) that announces IP or a further tag, whatever the length
     * says. CVE-2021-27853, 27854, 27861 and 27862 are of filters that let such frames pass.
     */
    public boolean isNetworkHidden(final int index) {
        return (layouts[index] & HIDDEN) != 0;
    }

    /** 4 or 6 if an IP header of that version is there with its addresses, else 0. */
    public int ipVersion(final int index) {
        return facts[index] >>> VERSION_SHIFT & 0x7;
    }

    /** Source address of an IPv4 packet; without a meaning where {@link #ipVersion} is not 4. */
    public int ipv4Source(final int index) {
        return (int) (ipv4Addresses[index] >>> 32);
    }

    /** Destination address of an IPv4 packet; without a meaning where {@link #ipVersion} is not 4. */
    public int ipv4Destination(final int index) {
        return (int) ipv4Addresses[index];
    }

    /**
     * The IP protocol; for IPv6 the one behind all extension headers, or for a later fragment the one that the fragment
     * header names. -1 if there is no IP header or the chain of extension headers cannot be followed.
     */
    public int ipProtocol(final int index) {
        return (facts[index] & PROTOCOL_MASK) - 1;
    }

    /**
     * Where the transport header begins; -1 if there is none, as in a later fragment, or it has less than
     * {@link IpProtocol#minimumHeader(int)} bytes.
     */
    public int transportOffset(final int index) {
        return (short) (layouts[index] >>> TRANSPORT_SHIFT);
    }

    /** Whether the packet is a fragment of a larger one; an IPv6 atomic fragment (RFC 6946) is not. */
    public boolean isFragment(final int index) {
        return (facts[index] & FRAGMENT) != 0;
    }

    /** Whether the packet is a fragment other than the first, and so has no transport header. */
    public boolean isLaterFragment(final int index) {
        return (facts[index] & LATER_FRAGMENT) != 0;
    }

    /** What is wrong with the frame's headers, a sum of this class's flags; 0 if nothing. */
    public int flags(final int index) {
        return facts[index] >>> FLAGS_SHIFT;
    }
}
