package org.signalbox.vswitch.itest;

import java.util.Random;

import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;

/** What rules for the frames of some traffic speak of. */
interface FilterTerms {

    Random random();

    /** An address that some frames have. */
    IpAddress address();

    /** A TCP or UDP port that some frames have, not 0. */
    int port();

    /** One of few stations at the machine's port, or of few beyond. */
    default MacAddress station(final boolean guest) {
        return MacAddress.parse("02:00:00:00:0" + (guest ? 1 : 2) + ":0" + random().nextInt(3));
    }

    /** A prefix of any length around an address; often a whole address, often on a byte's edge. */
    default String prefix() {
        final IpAddress address = address();
        return prefix(address, switch (random().nextInt(4)) {
            case 0 -> address.bits();
            case 1 -> random().nextInt(address.bits() + 1);
            default -> address.bits() / 8 * random().nextInt(9);
        });
    }

    /** The prefix of a length around an address, the bits behind it zero. */
    static String prefix(final IpAddress address, final int length) {
        final long high = length >= 64 ? address.high() : length == 0 ? 0 : address.high() & -1L << 64 - length;
        final long low = length <= 64 ? 0 : length == 128 ? address.low() : address.low() & -1L << 128 - length;
        return (address.version() == 6 ? IpAddress.ofV6(high, low)
                : IpAddress.ofV4(length == 0 ? 0 : address.v4() & -1 << 32 - length)) + "/" + length;
    }
}
