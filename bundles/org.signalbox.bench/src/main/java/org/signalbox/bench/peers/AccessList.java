package org.signalbox.bench.peers;

import java.util.ArrayList;
import java.util.List;

import org.signalbox.frame.IpAddress;

/**
 * The access list that every guarded switch has, as often as there are ways to say it: what end A may send to, by
 * destination, and what end B may get, by source. The longest prefix decides; what matches none may pass.
 */
final class AccessList {
    static final int ENTRIES = 100;
    private static final int DENIED_EACH = ENTRIES / 2 - 2;

    /** An entry: an IPv4 prefix and whether its packets may pass. */
    record Entry(boolean allow, String network, int length) {
        String prefix() {
            return network + "/" + length;
        }
    }

    private AccessList() {
    }

    /** By destination, at port A. */
    static List<Entry> destinations() {
        return entries(30);
    }

    /** By source, at port B. */
    static List<Entry> sources() {
        return entries(20);
    }

    /** An address that passes both lists as a destination; the index is below 64. */
    static IpAddress destination(final int index) {
        return address(30, 0, index + 1);
    }

    /** The same as a source. */
    static IpAddress source(final int index) {
        return address(20, 0, index + 1);
    }

    /** A destination that the first list denies. */
    static IpAddress deniedDestination() {
        return address(30, 100, 9);
    }

    /** A source that the second list denies, by its address alone. */
    static IpAddress deniedSource() {
        return address(20, 101, 7);
    }

    private static List<Entry> entries(final int second) {
        final List<Entry> entries = new ArrayList<>();
        entries.add(new Entry(false, "10.0.0.0", 8));
        entries.add(new Entry(true, "10." + second + ".0.0", 16));
        for (int i = 0; i < DENIED_EACH; i++) {
            entries.add(switch (i % 3) {
                case 0 -> new Entry(false, "10." + second + "." + (100 + i) + ".0", 24);
                case 1 -> new Entry(false, "10." + second + "." + (100 + i) + ".7", 32);
                default -> new Entry(false, "10." + (100 + i) + ".0.0", 16);
            });
        }
        return entries;
    }

    private static IpAddress address(final int second, final int third, final int fourth) {
        return IpAddress.ofV4(10 << 24 | second << 16 | third << 8 | fourth);
    }
}
