package org.signalbox.frame;

import java.lang.foreign.MemorySegment;

/**
 * An IPv4 or IPv6 address.
 *
 * @param version 4 or 6
 * @param high the upper 64 bits of an IPv6 address; 0 for IPv4
 * @param low the lower 64 bits of an IPv6 address; an IPv4 address as an unsigned 32-bit number
 */
public record IpAddress(int version, long high, long low) implements Comparable<IpAddress> {

    /** @throws IllegalArgumentException if the version is neither 4 nor 6, or an IPv4 address has more than 32 bits */
    public IpAddress {
        if (version != 4 && version != 6) {
            throw new IllegalArgumentException("found IP version " + version + ", expected 4 or 6");
        }
        if (version == 4 && (high != 0 || low >>> 32 != 0)) {
            throw new IllegalArgumentException("found 0x" + Long.toHexString(high) + "/0x" + Long.toHexString(low)
                    + ", expected an IPv4 address of 32 bits");
        }
    }

    /** The IPv4 address with these 32 bits, the first octet being the most significant. */
    public static IpAddress ofV4(final int bits) {
        return new IpAddress(4, 0, bits & 0xFFFF_FFFFL);
    }

    /** The IPv6 address with these 128 bits. */
    public static IpAddress ofV6(final long high, final long low) {
        return new IpAddress(6, high, low);
    }

    /**
     * The address in four or sixteen bytes in network order.
     *
     * @throws IllegalArgumentException for any other number of bytes
     */
    public static IpAddress of(final byte[] bytes) {
        final MemorySegment memory = MemorySegment.ofArray(bytes);
        return switch (bytes.length) {
            case 4 -> ofV4(Wire.u32(memory, 0));
            case 16 -> ofV6(Wire.u64(memory, 0), Wire.u64(memory, 8));
            default -> throw new IllegalArgumentException(
                    "found " + bytes.length + " bytes, expected an IP address of 4 or 16");
        };
    }

    /**
     * Reads dotted decimal without leading zeros, or the IPv6 forms of RFC 4291 section 2.2. Names, zones and short
     * IPv4 forms are refused; nothing is ever looked up.
     *
     * @throws IllegalArgumentException if the text is no address
     */
    public static IpAddress parse(final String text) {
        final IpAddress address = IpText.read(text);
        if (address == null) {
            throw new IllegalArgumentException(
                    "found \"" + text + "\", expected an IP address such as 10.0.0.1 or 2001:db8::1");
        }
        return address;
    }

    /** The 32 bits of an IPv4 address; of an IPv6 address the last 32. */
    public int v4() {
        return (int) low;
    }

    /** How many bits an address of this version has: 32 or 128. */
    public int bits() {
        return version == 4 ? 32 : 128;
    }

    /** Whether the address names a group: 224.0.0.0/4 or ff00::/8. */
    public boolean isMulticast() {
        return version == 4 ? low >>> 28 == 0xE : high >>> 56 == 0xFF;
    }

    /** The address as four or sixteen bytes in network order. */
    public byte[] toBytes() {
        final byte[] bytes = new byte[bits() / 8];
        final MemorySegment memory = MemorySegment.ofArray(bytes);
        if (version == 4) {
            Wire.put32(memory, 0, v4());
        } else {
            Wire.put64(memory, 0, high);
            Wire.put64(memory, 8, low);
        }
        return bytes;
    }

    /** IPv4 before IPv6, then by number. */
    @Override
    public int compareTo(final IpAddress other) {
        if (version != other.version) {
            return Integer.compare(version, other.version);
        }
        final int upper = Long.compareUnsigned(high, other.high);
        return upper != 0 ? upper : Long.compareUnsigned(low, other.low);
    }

    /** Dotted decimal, or the text of RFC 5952; IPv4-mapped addresses end in dotted decimal. */
    @Override
    public String toString() {
        return IpText.write(this);
    }
}
