package org.signalbox.extension.filtering;

import org.signalbox.schema.WholeAllowed;

/**
 * TCP or UDP ports at one end of what an extended entry matches. Source: Microsoft,
 * {@code Add-VMNetworkAdapterExtendedAcl}, whose ports are one, a range such as 49152-49182, or ANY.
 *
 * @param first the lowest, 0 to 65535; -1 for all ports and for packets that have none
 * @param last  the highest, 65535 at most
 */
@WholeAllowed
public record AclPorts(int first, int last) {
    /** Whatever the ports are, and also where there are none. */
    static final AclPorts ANY = new AclPorts(AclPorts.NONE, 0xFFFF);
    /** In the place of a packet's port: it has none. */
    static final int NONE = -1;

    private static final String FORM = "(?i)any|[0-9]{1,5}(-[0-9]{1,5})?";

    /**
     * Reads {@code any}, a port or a range of them.
     *
     * @throws IllegalArgumentException if the text is none of them
     */
    static AclPorts parse(final String text) {
        if (text.equalsIgnoreCase("any")) {
            return ANY;
        }
        if (text.matches(FORM)) {
            final int dash = text.indexOf('-');
            final int first = Integer.parseInt(dash < 0 ? text : text.substring(0, dash));
            final int last = Integer.parseInt(text.substring(dash + 1));
            if (first <= last && last <= 0xFFFF) {
                return new AclPorts(first, last);
            }
        }
        throw new IllegalArgumentException("found \"" + text
                + "\", expected any, a port from 0 to 65535, or a range such as 49152-65535");
    }

    boolean isAny() {
        return first == NONE;
    }

    boolean contains(final int port) {
        return port >= first && port <= last;
    }

    @Override
    public String toString() {
        return isAny() ? "any" : first == last ? Integer.toString(first) : first + "-" + last;
    }
}
