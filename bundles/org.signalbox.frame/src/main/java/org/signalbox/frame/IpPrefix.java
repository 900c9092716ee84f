package org.signalbox.frame;

import java.util.Optional;

/**
 * A range of IP addresses that share their first bits, such as 10.0.0.0/8.
 *
 * @param address the range's first address
 * @param length how many leading bits are shared, 0 to 32 or 0 to 128
 */
public record IpPrefix(IpAddress address, int length) {

    /** @throws IllegalArgumentException if the length does not fit the address, or the address has bits beyond it */
    public IpPrefix {
        if (length < 0 || length > address.bits()) {
            throw new IllegalArgumentException(
                    "found \"" + address + "/" + length + "\", expected a prefix length of 0 to " + address.bits());
        }
        final IpAddress network = network(address, length);
        if (!network.equals(address)) {
            throw new IllegalArgumentException("found \"" + address + "/" + length
                    + "\", whose address has bits beyond the prefix, expected the network " + network + "/" + length);
        }
    }

    /** The prefix of full length: this address alone. */
    public static IpPrefix host(final IpAddress address) {
        return new IpPrefix(address, address.bits());
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or an address alone, which is a prefix of full length.
     *
     * @throws IllegalArgumentException if the text is no prefix, or has bits set beyond its length
     */
    public static IpPrefix parse(final String text) {
        final int slash = text.indexOf('/');
        final IpAddress address = IpText.read(slash < 0 ? text : text.substring(0, slash));
        final int length = slash < 0 || address == null ? 0 : readLength(text.substring(slash + 1));
        if (address == null || length < 0) {
            throw new IllegalArgumentException(
                    "found \"" + text + "\", expected an IP prefix such as 10.0.0.0/8 or 2001:db8::/32");
        }
        return slash < 0 ? host(address) : new IpPrefix(address, length);
    }

    private static int readLength(final String digits) {
        if (digits.isEmpty() || digits.length() > 3 || digits.length() > 1 && digits.charAt(0) == '0') {
            return -1;
        }
        int length = 0;
        for (int i = 0; i < digits.length(); i++) {
            final char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            length = length * 10 + c - '0';
        }
        return length;
    }

    private static IpAddress network(final IpAddress address, final int length) {
        return address.version() == 4
                ? IpAddress.ofV4(address.v4() & maskV4(length))
                : IpAddress.ofV6(address.high() & mask64(length), address.low() & mask64(length - 64));
    }

    private static int maskV4(final int length) {
        return length == 0 ? 0 : -1 << 32 - length;
    }

    private static long mask64(final int length) {
        return length <= 0 ? 0 : length >= 64 ? -1L : -1L << 64 - length;
    }

    /** The range's last address. */
    public IpAddress last() {
        return address.version() == 4
                ? IpAddress.ofV4(address.v4() | ~maskV4(length))
                : IpAddress.ofV6(address.high() | ~mask64(length), address.low() | ~mask64(length - 64));
    }

    /** The first address behind the range; empty where the range's last is that of all addresses. */
    public Optional<IpAddress> next() {
        final IpAddress last = last();
        if (address.version() == 4) {
            return last.v4() == -1 ? Optional.empty() : Optional.of(IpAddress.ofV4(last.v4() + 1));
        }
        return (last.high() & last.low()) == -1 ? Optional.empty()
                : Optional.of(IpAddress.ofV6(last.low() == -1 ? last.high() + 1 : last.high(), last.low() + 1));
    }

    /** Whether the address is of this version and in this range. */
    public boolean contains(final IpAddress other) {
        return other.version() == address.version()
                && (address.version() == 4 ? contains(other.v4()) : contains(other.high(), other.low()));
    }

    /** Whether this is an IPv4 prefix and the IPv4 address with these bits is in it. */
    public boolean contains(final int v4) {
        return address.version() == 4 && ((v4 ^ address.v4()) & maskV4(length)) == 0;
    }

    /** Whether this is an IPv6 prefix and the IPv6 address with these bits is in it. */
    public boolean contains(final long high, final long low) {
        return address.version() == 6
                && ((high ^ address.high()) & mask64(length)) == 0
                && ((low ^ address.low()) & mask64(length - 64)) == 0;
    }

    /** Address and length: {@code 10.0.0.0/8}. */
    @Override
    public String toString() {
        return address + "/" + length;
    }
}
