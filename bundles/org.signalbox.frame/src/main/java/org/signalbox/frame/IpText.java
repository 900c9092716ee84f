package org.signalbox.frame;

/**
 * The text forms of IP addresses: dotted decimal for IPv4, RFC 4291 in and RFC 5952 out for IPv6.
 */
final class IpText {

    private static final int GROUPS = 8;
    private static final long MAPPED = 0xFFFFL;

    private IpText() {
    }

    /** The address that the text stands for, or null if it stands for none. */
    static IpAddress read(final String text) {
        if (text.indexOf(':') >= 0) {
            return readV6(text);
        }
        final long bits = readV4(text);
        return bits < 0 ? null : IpAddress.ofV4((int) bits);
    }

    private static long readV4(final String text) {
        long bits = 0;
        int position = 0;
        for (int octet = 0; octet < 4; octet++) {
            if (octet > 0 && (position >= text.length() || text.charAt(position++) != '.')) {
                return -1;
            }
            final int start = position;
            int value = 0;
            while (position < text.length() && position - start < 3 && isDecimal(text.charAt(position))) {
                value = value * 10 + text.charAt(position++) - '0';
            }
            final int digits = position - start;
            if (digits == 0 || value > 255 || digits > 1 && text.charAt(start) == '0') {
                return -1;
            }
            bits = bits << 8 | value;
        }
        return position == text.length() ? bits : -1;
    }

    private static boolean isDecimal(final char c) {
        return c >= '0' && c <= '9';
    }

    private static IpAddress readV6(final String text) {
        final int gap = text.indexOf("::");
        final int[] groups = new int[GROUPS];
        if (gap < 0) {
            return readGroups(text, groups) == GROUPS ? fromGroups(groups) : null;
        }
        final String front = text.substring(0, gap);
        final String back = text.substring(gap + 2);
        final int[] backGroups = new int[GROUPS];
        final int frontCount = front.isEmpty() ? 0 : readGroups(front, groups);
        final int backCount = back.isEmpty() ? 0 : readGroups(back, backGroups);
        // a gap stands for one group at least, and dotted decimal may stand at the very end only
        if (frontCount < 0 || backCount < 0 || frontCount + backCount >= GROUPS || front.indexOf('.') >= 0) {
            return null;
        }
        System.arraycopy(backGroups, 0, groups, GROUPS - backCount, backCount);
        return fromGroups(groups);
    }

    /** Reads groups between single colons; how many there were, or -1 if the text is none or there are too many. */
    private static int readGroups(final String text, final int[] groups) {
        int count = 0;
        int start = 0;
        while (start <= text.length()) {
            final int colon = text.indexOf(':', start);
            final String group = text.substring(start, colon < 0 ? text.length() : colon);
            if (colon < 0 && group.indexOf('.') >= 0) {
                final long dotted = readV4(group);
                if (dotted < 0 || count > GROUPS - 2) {
                    return -1;
                }
                groups[count++] = (int) (dotted >>> 16);
                groups[count++] = (int) dotted & 0xFFFF;
                return count;
            }
            final int value = readHex(group);
            if (value < 0 || count == GROUPS) {
                return -1;
            }
            groups[count++] = value;
            if (colon < 0) {
                return count;
            }
            start = colon + 1;
        }
        return -1;
    }

    private static int readHex(final String group) {
        if (group.isEmpty() || group.length() > 4) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < group.length(); i++) {
            final char c = group.charAt(i);
            final int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static IpAddress fromGroups(final int[] groups) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < GROUPS / 2; i++) {
            high = high << 16 | groups[i];
            low = low << 16 | groups[i + GROUPS / 2];
        }
        return IpAddress.ofV6(high, low);
    }

    static String write(final IpAddress address) {
        final StringBuilder text = new StringBuilder();
        if (address.version() == 4) {
            appendV4(text, address.v4());
        } else if (address.high() == 0 && address.low() >>> 32 == MAPPED) {
            appendV4(text.append("::ffff:"), address.v4());
        } else {
            appendV6(text, address);
        }
        return text.toString();
    }

    private static void appendV4(final StringBuilder text, final int bits) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            text.append(bits >>> shift & 0xFF);
            if (shift > 0) {
                text.append('.');
            }
        }
    }

    private static void appendV6(final StringBuilder text, final IpAddress address) {
        final int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            final long half = i < GROUPS / 2 ? address.high() : address.low();
            groups[i] = (int) (half >>> 48 - 16 * (i % 4)) & 0xFFFF;
        }
        // RFC 5952 section 4.2: the first longest run of two or more zero groups becomes the gap
        int gapStart = -1;
        int gapLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = 0;
            while (i + run < GROUPS && groups[i + run] == 0) {
                run++;
            }
            if (run > gapLength) {
                gapStart = i;
                gapLength = run;
            }
            i += run;
        }
        for (int i = 0; i < GROUPS; i++) {
            if (i == gapStart) {
                text.append("::");
                i += gapLength - 1;
                continue;
            }
            if (i > 0 && i != gapStart + gapLength) {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
    }
}
