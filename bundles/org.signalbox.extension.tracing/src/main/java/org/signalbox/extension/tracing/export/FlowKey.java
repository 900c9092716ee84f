package org.signalbox.extension.tracing.export;

import java.util.Arrays;

import org.signalbox.frame.IpProtocol;
import org.signalbox.vswitch.extension.FrameBatch;

/**
 * What the frames of one flow have in common: port, VLAN, addresses, EtherType, and of IP packets the protocol, class
 * of service, addresses and ports. ICMP has its type and code in place of a destination port, as in NetFlow; a later
 * fragment has no ports. One object is filled over and over.
 */
final class FlowKey {
    static final int LONGS = 7;

    /** The IP protocol of a packet of which it is not known; reserved by IANA. */
    static final int UNKNOWN_PROTOCOL = 255;

    // word 0: IP version (4 bits), VLAN (12), source MAC (48); word 1: port (16), destination MAC (48); word 2:
    // EtherType (16), protocol (8), class of service (8), ports (16 each); words 3-6: addresses, IPv4 in the low half
    // of 4 and 6
    private static final int WORD_2 = 2;
    private static final long MAC = 0xFFFF_FFFF_FFFFL;
    private static final int IPV6_HEADER = 40;
    private static final int IP_LENGTH = 2;
    private static final int IPV6_LENGTH = 4;
    private static final int TCP_FLAGS = 12;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    final long[] words = new long[LONGS];
    /** Bytes of the IP packet, its header included; of other frames those of the frame. */
    int networkBytes;
    /** Flags of a TCP segment, the twelve lower bits; else 0. */
    int tcpFlags;

    /** Fills this from a frame. */
    void read(final FrameBatch frames, final int frame, final int port) {
        final int version = frames.ipVersion(frame);
        words[0] = (long) version << 60 | (long) frames.vlan(frame) << 48 | frames.sourceMac(frame);
        words[1] = (long) port << 48 | frames.destinationMac(frame);
        words[WORD_2] = (long) frames.etherType(frame) << 48;
        tcpFlags = 0;
        networkBytes = frames.wireLength(frame);
        switch (version) {
            case 4 -> {
                words[3] = 0;
                words[4] = frames.ipv4Source(frame) & 0xFFFF_FFFFL;
                words[5] = 0;
                words[6] = frames.ipv4Destination(frame) & 0xFFFF_FFFFL;
                final int at = frames.networkOffset(frame);
                readTransport(frames, frame, frames.u8(frame, at + 1));
                networkBytes = packetBytes(frames.u16(frame, at + IP_LENGTH), networkBytes - at);
            }
            case 6 -> {
                words[3] = frames.ipv6SourceHigh(frame);
                words[4] = frames.ipv6SourceLow(frame);
                words[5] = frames.ipv6DestinationHigh(frame);
                words[6] = frames.ipv6DestinationLow(frame);
                final int at = frames.networkOffset(frame);
                readTransport(frames, frame, frames.u16(frame, at) >>> 4 & 0xFF);
                final int payload = frames.u16(frame, at + IPV6_LENGTH);
                networkBytes = packetBytes(payload == 0 ? 0 : IPV6_HEADER + payload, networkBytes - at);
            }
            default -> Arrays.fill(words, 3, LONGS, 0);
        }
    }

    /** A length that is claimed is believed up to what is there; 0 is that of a packet which is too long to say it. */
    private static int packetBytes(final int claimed, final int there) {
        return claimed == 0 || claimed > there ? there : claimed;
    }

    private void readTransport(final FrameBatch frames, final int frame, final int classOfService) {
        final int known = frames.ipProtocol(frame);
        final int protocol = known < 0 ? UNKNOWN_PROTOCOL : known;
        final int at = frames.transportOffset(frame);
        long ports = 0;
        if (at >= 0) {
            switch (protocol) {
                case IpProtocol.TCP -> {
                    ports = frames.i32(frame, at) & 0xFFFF_FFFFL;
                    tcpFlags = frames.u16(frame, at + TCP_FLAGS) & 0xFFF;
                }
                case IpProtocol.UDP, IpProtocol.UDP_LITE, IpProtocol.SCTP, IpProtocol.DCCP ->
                    ports = frames.i32(frame, at) & 0xFFFF_FFFFL;
                case IpProtocol.ICMP, IpProtocol.ICMPV6 -> ports = frames.u16(frame, at);
                default -> { }
            }
        }
        words[WORD_2] |= (long) protocol << 40 | (long) classOfService << 32 | ports;
    }

    /** A number by which rows are found; who does not know the seed cannot tell which flows share a bucket. */
    long hash(final long seed) {
        long hash = seed;
        for (final long word : words) {
            hash = (hash ^ word) * MIX;
            hash ^= hash >>> 32;
        }
        return hash;
    }

    // what a row that begins with a key says

    static int ipVersion(final long[] row) {
        return (int) (row[0] >>> 60);
    }

    static int vlan(final long[] row) {
        return (int) (row[0] >>> 48) & 0xFFF;
    }

    static long sourceMac(final long[] row) {
        return row[0] & MAC;
    }

    static int port(final long[] row) {
        return (int) (row[1] >>> 48);
    }

    static long destinationMac(final long[] row) {
        return row[1] & MAC;
    }

    static int etherType(final long[] row) {
        return (int) (row[WORD_2] >>> 48);
    }

    static int protocol(final long[] row) {
        return (int) (row[WORD_2] >>> 40) & 0xFF;
    }

    static int classOfService(final long[] row) {
        return (int) (row[WORD_2] >>> 32) & 0xFF;
    }

    static int sourcePort(final long[] row) {
        return (int) row[WORD_2] >>> 16;
    }

    static int destinationPort(final long[] row) {
        return (int) row[WORD_2] & 0xFFFF;
    }
}
