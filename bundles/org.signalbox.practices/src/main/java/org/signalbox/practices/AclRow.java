package org.signalbox.practices;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.frame.IpPrefix;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.PortSpec;

/**
 * An entry of a port access list for one direction; one for both is two. Of two entries with the same IP prefix deny
 * decides.
 *
 * @param side    {@code local} or {@code remote}
 * @param address an {@link IpPrefix} or a {@link MacAddress}
 */
record AclRow(String action, String direction, String side, Object address) {
    private static final String STATION = "(?i)([0-9a-f]{2}[:-]){5}[0-9a-f]{2}|([0-9a-f]{4}[.]){2}[0-9a-f]{4}";

    /** The entries of a port, in their order; those that cannot be read are left out. */
    static List<AclRow> of(PortSpec port) {
        final List<AclRow> rows = new ArrayList<>();
        for (final Map<?, ?> entry : Filtering.entries(port, "acl")) {
            final String side = entry.get("remote") == null ? "local" : "remote";
            final String direction = String.valueOf(entry.get("direction"));
            read(String.valueOf(entry.get(side))).ifPresent(address -> {
                final boolean both = direction.equals("both");
                for (final String one : both ? List.of("inbound", "outbound") : List.of(direction)) {
                    rows.add(new AclRow(String.valueOf(entry.get("action")), one, side, address));
                }
            });
        }
        return rows;
    }

    private static Optional<Object> read(String text) {
        try {
            return Optional.of(text.matches(STATION) ? MacAddress.parse(text) : IpPrefix.parse(text));
        } catch (final IllegalArgumentException neither) {
            return Optional.empty();
        }
    }

    boolean is(String what) {
        return action.equals(what);
    }

    boolean isIp() {
        return address instanceof IpPrefix;
    }

    /** Whether it matches every IP packet of a version. */
    boolean isEverything() {
        return address instanceof IpPrefix prefix && prefix.length() == 0;
    }

    /** Whether both look at the same frames. */
    boolean matchesSame(AclRow other) {
        return direction.equals(other.direction) && side.equals(other.side) && address.equals(other.address);
    }

    /** The parameters by which cmdlets name it. */
    String parameters() {
        return "-Action " + Words.capital(action) + " -Direction " + Words.capital(direction) + " -"
                + Words.capital(side) + (isIp() ? "IPAddress " : "MacAddress ") + address;
    }

    @Override
    public String toString() {
        return action + " " + direction + " " + side + " " + address;
    }
}
