package org.signalbox.frame;

import static org.signalbox.frame.Wire.u16;
import static org.signalbox.frame.Wire.u32;
import static org.signalbox.frame.Wire.u64;
import static org.signalbox.frame.Wire.u8;

import java.lang.foreign.MemorySegment;

/**
 * The Internet checksum: in full (RFC 1071), and brought up to date after a field changed (RFC 1624). Partial sums are
 * longs that take up to 2^31 bytes before they must be finished; checksums are ints of 16 bits.
 */
public final class Checksum {

    private Checksum() {
    }

    /** The checksum of a range of bytes whose own checksum field, if inside, holds zero. */
    public static int of(final MemorySegment memory, final long offset, final int length) {
        return finish(add(0, memory, offset, length));
    }

    /** Adds a range of bytes to a partial sum; only the last range of a sum may have an odd length. */
    // Eight bytes are added at once as two halves of 32 bits: the carries gather above and are folded in at the end.
    public static long add(final long sum, final MemorySegment memory, final long offset, final int length) {
        long total = sum;
        long position = offset;
        int left = length;
        for (; left >= 8; left -= 8, position += 8) {
            final long eight = u64(memory, position);
            total += (eight >>> 32) + (eight & 0xFFFF_FFFFL);
        }
        for (; left >= 2; left -= 2, position += 2) {
            total += u16(memory, position);
        }
        return left == 0 ? total : total + (u8(memory, position) << 8);
    }

    /** The partial sum of TCP's and UDP's pseudo header over IPv4 (RFC 9293 section 3.1); length in bytes. */
    public static long pseudoV4(final int source, final int destination, final int protocol, final int length) {
        return (source & 0xFFFF_FFFFL) + (destination & 0xFFFF_FFFFL) + protocol + length;
    }

    /** The partial sum of the pseudo header over IPv6 (RFC 8200 section 8.1); length in bytes. */
    public static long pseudoV6(final IpAddress source, final IpAddress destination, final int protocol,
            final int length) {
        return halves(source.high()) + halves(source.low()) + halves(destination.high()) + halves(destination.low())
                + protocol + length;
    }

    /**
     * The partial sum of the pseudo header for a packet in memory. The destination is the final one if an IPv6 routing
     * header says that there is still a way to go.
     */
    static long pseudo(final MemorySegment memory, final long frame, final int network, final int version,
            final int transport, final int protocol, final int length) {
        if (version == 4) {
            final long addresses = frame + network + 12;
            return pseudoV4(u32(memory, addresses), u32(memory, addresses + 4), protocol, length);
        }
        final long destination = frame + Ipv6Extension.finalDestination(memory, frame, network, transport);
        return add(add((long) protocol + length, memory, frame + network + 8, 16), memory, destination, 16);
    }

    /** Where in its header a protocol has its checksum over header, payload and pseudo header; -1 if it has none. */
    static int fieldInHeader(final int protocol, final int ipVersion) {
        return switch (protocol) {
            case IpProtocol.TCP -> 16;
            case IpProtocol.UDP, IpProtocol.UDP_LITE, IpProtocol.DCCP -> 6;
            case IpProtocol.ICMPV6 -> ipVersion == 6 ? 2 : -1;
            default -> -1;
        };
    }

    /** Folds a partial sum to sixteen bits and complements it: what goes into a header. */
    public static int finish(final long sum) {
        final long once = (sum >>> 32) + (sum & 0xFFFF_FFFFL);
        long folded = (once >>> 16) + (once & 0xFFFF);
        folded = (folded >>> 16) + (folded & 0xFFFF);
        return (int) ~((folded >>> 16) + folded) & 0xFFFF;
    }

    /** The checksum after sixteen of the bits it covers changed (RFC 1624 equation 3). */
    public static int update16(final int checksum, final int before, final int after) {
        return finish((~checksum & 0xFFFFL) + (~before & 0xFFFFL) + (after & 0xFFFFL));
    }

    /** The checksum after thirty-two of the bits it covers changed, an even number of bytes from its start. */
    public static int update32(final int checksum, final int before, final int after) {
        return finish((~checksum & 0xFFFFL) + (~before & 0xFFFF_FFFFL) + (after & 0xFFFF_FFFFL));
    }

    /** The checksum after 128 of the bits it covers changed, as when an IPv6 address is rewritten. */
    public static int update128(final int checksum, final long beforeHigh, final long beforeLow, final long afterHigh,
            final long afterLow) {
        return finish((~checksum & 0xFFFFL) + halves(~beforeHigh) + halves(~beforeLow) + halves(afterHigh)
                + halves(afterLow));
    }

    private static long halves(final long bits) {
        return (bits >>> 32) + (bits & 0xFFFF_FFFFL);
    }
}
