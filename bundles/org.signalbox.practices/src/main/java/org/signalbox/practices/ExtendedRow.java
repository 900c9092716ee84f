package org.signalbox.practices;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.frame.IpPrefix;
import org.signalbox.vswitch.PortSpec;

/**
 * An entry of an extended port access list. Of those of a direction that match, the one with the highest weight
 * decides.
 *
 * @param protocol {@code any}, {@code icmp} or a number
 * @param local    empty for any
 * @param remote   empty for any
 */
record ExtendedRow(String action, String direction, String protocol, Optional<IpPrefix> local,
        Optional<IpPrefix> remote, Ports localPort, Ports remotePort, int weight, boolean stateful) {

    /** TCP or UDP ports; from -1 for all packets, with ports or without. */
    record Ports(int first, int last) {
        private static final int MOST = 65_535;

        static Ports parse(String text) {
            if (text.equalsIgnoreCase("any")) {
                return new Ports(-1, MOST);
            }
            final int dash = text.indexOf('-');
            return new Ports(Integer.parseInt(dash < 0 ? text : text.substring(0, dash)),
                    Integer.parseInt(text.substring(dash + 1)));
        }

        boolean covers(Ports other) {
            return first <= other.first && other.last <= last;
        }

        boolean isAny() {
            return first < 0;
        }
    }

    private static final Map<String, String> NUMBERS = Map.of("tcp", "6", "udp", "17");

    /** The entries of a port, in their order; those that cannot be read are left out. */
    static List<ExtendedRow> of(PortSpec port) {
        final List<ExtendedRow> rows = new ArrayList<>();
        for (final Map<?, ?> entry : Filtering.entries(port, "extendedAcl")) {
            try {
                final String protocol = text(entry, "protocol");
                rows.add(new ExtendedRow(String.valueOf(entry.get("action")), String.valueOf(entry.get("direction")),
                        NUMBERS.getOrDefault(protocol, protocol), prefix(text(entry, "localAddress")),
                        prefix(text(entry, "remoteAddress")), Ports.parse(text(entry, "localPort")),
                        Ports.parse(text(entry, "remotePort")), Integer.parseInt(String.valueOf(entry.get("weight"))),
                        Boolean.TRUE.equals(entry.get("stateful"))));
            } catch (final IllegalArgumentException unreadable) {
                continue;
            }
        }
        return rows;
    }

    private static String text(Map<?, ?> entry, String key) {
        return entry.get(key) == null ? "any" : entry.get(key).toString().toLowerCase();
    }

    private static Optional<IpPrefix> prefix(String text) {
        return text.equals("any") ? Optional.empty() : Optional.of(IpPrefix.parse(text));
    }

    boolean isAllow() {
        return action.equals("allow");
    }

    /** Whether it matches every packet of its direction. */
    boolean isEverything() {
        return protocol.equals("any") && local.isEmpty() && remote.isEmpty() && localPort.isAny() && remotePort.isAny();
    }

    /**
     * Whether it decides about every packet that another one matches. A stateful entry does not: it leaves TCP packets
     * that belong to no connection to those below it.
     */
    boolean shadows(ExtendedRow other) {
        return !stateful && weight > other.weight && direction.equals(other.direction)
                && (protocol.equals("any") || protocol.equals(other.protocol))
                && covers(local, other.local) && covers(remote, other.remote)
                && localPort.covers(other.localPort) && remotePort.covers(other.remotePort);
    }

    private static boolean covers(Optional<IpPrefix> wide, Optional<IpPrefix> narrow) {
        return wide.isEmpty() || narrow.isPresent() && wide.get().length() <= narrow.get().length()
                && wide.get().contains(narrow.get().address());
    }
}
