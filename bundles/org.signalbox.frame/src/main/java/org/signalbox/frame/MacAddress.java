package org.signalbox.frame;

/**
 * An IEEE 802 MAC address.
 *
 * @param value its 48 bits, the first octet on the wire being the most significant
 */
public record MacAddress(long value) implements Comparable<MacAddress> {

    /** ff:ff:ff:ff:ff:ff, every station. */
    public static final MacAddress BROADCAST = new MacAddress(0xFFFF_FFFF_FFFFL);

    /** @throws IllegalArgumentException if more than 48 bits are set */
    public MacAddress {
        if (value >>> 48 != 0) {
            throw new IllegalArgumentException(
                    "found 0x" + Long.toHexString(value) + ", expected a MAC address of 48 bits");
        }
    }

    /**
     * Reads {@code aa:bb:cc:dd:ee:ff}, {@code aa-bb-cc-dd-ee-ff} (Windows), {@code aabbccddeeff} (Hyper-V) or
     * {@code aabb.ccdd.eeff} (Cisco); case does not matter.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static MacAddress parse(final String text) {
        final int length = text.length();
        final int groupDigits = length == 17 ? 2 : length == 14 ? 4 : 12;
        final char separator = length == 17 ? text.charAt(2) : '.';
        boolean sane = length == 12 || length == 14 || length == 17 && (separator == ':' || separator == '-');
        long value = 0;
        for (int i = 0; sane && i < length; i++) {
            final char c = text.charAt(i);
            if (i % (groupDigits + 1) == groupDigits) {
                sane = c == separator;
            } else {
                final int digit = c < 128 ? Character.digit(c, 16) : -1;
                sane = digit >= 0;
                value = value << 4 | digit;
            }
        }
        if (!sane) {
            throw new IllegalArgumentException(
                    "found \"" + text + "\", expected a MAC address such as 02:00:00:00:00:01");
        }
        return new MacAddress(value);
    }

    /** Whether a frame to this address is for a group of stations; the broadcast address is one. */
    public boolean isMulticast() {
        return isMulticast(value);
    }

    /** Whether the group bit is set in these 48 bits. */
    public static boolean isMulticast(final long value) {
        return (value & 0x0100_0000_0000L) != 0;
    }

    /** Whether this is {@link #BROADCAST}. */
    public boolean isBroadcast() {
        return value == BROADCAST.value;
    }

    @Override
    public int compareTo(final MacAddress other) {
        return Long.compare(value, other.value);
    }

    /** Lower case, colons: {@code 02:00:00:00:00:01}. */
    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder(17);
        for (int shift = 44; shift >= 0; shift -= 4) {
            text.append(Character.forDigit((int) (value >>> shift) & 0xF, 16));
            if (shift % 8 == 0 && shift > 0) {
                text.append(':');
            }
        }
        return text.toString();
    }
}
