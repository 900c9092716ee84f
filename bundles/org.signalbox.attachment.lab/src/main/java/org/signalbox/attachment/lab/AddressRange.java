package org.signalbox.attachment.lab;

import org.signalbox.frame.IpAddress;

/** IPv4 addresses from the first to the last, both included, written {@code 10.0.0.100-10.0.0.199}; at most 4096. */
public record AddressRange(IpAddress first, IpAddress last) {
    private static final int MOST = 4096;

    public AddressRange {
        if (first.version() != 4 || last.version() != 4 || last.low() < first.low()
                || last.low() - first.low() >= MOST) {
            throw new IllegalArgumentException("found \"" + first + "-" + last + "\", expected at most " + MOST
                    + " IPv4 addresses, the lower one first");
        }
    }

    /** The range that a text names. */
    public static AddressRange parse(final String text) {
        final int dash = text.indexOf('-');
        if (dash < 0) {
            throw new IllegalArgumentException(
                    "found \"" + text + "\", expected a range of addresses such as 10.0.0.100-10.0.0.199");
        }
        return new AddressRange(IpAddress.parse(text.substring(0, dash)), IpAddress.parse(text.substring(dash + 1)));
    }

    boolean contains(final IpAddress address) {
        return address.version() == 4 && first.low() <= address.low() && address.low() <= last.low();
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
