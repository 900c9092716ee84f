package org.signalbox.workbench.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.Vlan.Private;
import org.signalbox.vswitch.Vlan.Private.Role;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.topology.Live.LivePort;
import org.signalbox.workbench.topology.Live.LiveSwitch;

/**
 * The way that frames take between two ports: within one switch, or from uplink to uplink. Says what stands in the way
 * as far as links and VLANs go; what extensions do to a frame, a trace tells.
 *
 * @param lit   ports and switches in the order in which a frame meets them; the two ends where there is no way
 * @param words the ends, and what lies between them
 * @param open  whether nothing stands in the way
 */
record Route(List<Target> lit, String words, boolean open) {

    Route {
        lit = List.copyOf(lit);
    }

    /** The way between two ports; empty where one of them is none or gone, or both are the same. */
    static Optional<Route> of(Live live, Target from, Target to) {
        final Optional<LivePort> first = live.port(from);
        final Optional<LivePort> last = live.port(to);
        if (from.equals(to) || first.isEmpty() || last.isEmpty()) {
            return Optional.empty();
        }
        final Target one = Target.of(from.switchName());
        final Target other = Target.of(to.switchName());
        if (one.equals(other)) {
            return Optional.of(route(List.of(from, one, to), List.of(first.get(), last.get()), "1 switch, 2 ports"));
        }
        final Optional<LivePort> out = live.find(one).flatMap(Route::uplink);
        final Optional<LivePort> in = live.find(other).flatMap(Route::uplink);
        if (out.isEmpty() || in.isEmpty()) {
            return Optional.of(new Route(List.of(from, to), ends(first.get(), last.get()) + "no way, "
                    + (out.isEmpty() ? one : other).switchName() + " has no uplink", false));
        }
        final List<LivePort> ports = Stream.of(first.get(), out.get(), in.get(), last.get()).distinct().toList();
        final List<Target> lit = new ArrayList<>(List.of(from, one, Target.of(one.switchName(), out.get().name()),
                Target.of(other.switchName(), in.get().name()), other, to));
        return Optional.of(route(lit.stream().distinct().toList(), ports,
                "2 switches, " + Figures.counted(ports.size(), "port", "ports") + ", by their uplinks"));
    }

    private static Optional<LivePort> uplink(LiveSwitch of) {
        return of.ports().stream().filter(port -> port.status().spec().type() == PortType.UPLINK)
                .min((a, b) -> Boolean.compare(b.status().link() == LinkState.UP, a.status().link() == LinkState.UP));
    }

    private static String ends(LivePort first, LivePort last) {
        return first.name() + " \u2192 " + last.name() + ": ";
    }

    private static Route route(List<Target> lit, List<LivePort> ports, String between) {
        final StringBuilder words = new StringBuilder(ends(ports.getFirst(), ports.getLast())).append(between);
        final List<LivePort> notUp = ports.stream().filter(port -> port.status().link() != LinkState.UP).toList();
        notUp.forEach(port -> words.append("; ").append(port.name()).append(" is ")
                .append(Words.link(port.status().link())));
        boolean apart = false;
        for (int i = 0; i + 1 < ports.size(); i++) {
            apart |= !meet(ports.get(i).status().spec().vlan(), ports.get(i + 1).status().spec().vlan());
        }
        return new Route(lit, words.append(apart ? "; their VLANs keep them apart" : "").toString(),
                !apart && notUp.isEmpty());
    }

    /** Whether two VLAN modes on one switch have a domain in common. Sources: IEEE 802.1Q, RFC 5517. */
    static boolean meet(Vlan one, Vlan other) {
        if (one instanceof Vlan.Trunk trunk) {
            return other instanceof Vlan.Trunk || trunk.carries(other.untaggedId());
        }
        if (other instanceof Vlan.Trunk) {
            return meet(other, one);
        }
        if (one instanceof Private a && other instanceof Private b) {
            return a.primary() == b.primary() && (meet(a, b) || meet(b, a)
                    || a.role() == Role.COMMUNITY && b.role() == Role.COMMUNITY && a.secondary() == b.secondary());
        }
        return one.untaggedId() == other.untaggedId();
    }

    private static boolean meet(Private one, Private other) {
        return one.role() == Role.PROMISCUOUS && (other.role() == Role.PROMISCUOUS
                || one.secondaries().stream().anyMatch(range -> range.contains(other.secondary())));
    }
}
