package org.signalbox.workbench.topology;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.signalbox.query.Wildcard;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortType;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.topology.Live.LivePort;
import org.signalbox.workbench.topology.Live.LiveSwitch;

/**
 * What letting a port go somewhere on the map comes to. The command has the last word; what is foreseen here is what
 * the pointer tells before.
 *
 * @param command what does it; empty where it cannot be done
 * @param words   what it does, or why it cannot be done
 */
record Deed(Optional<Cmdlet> command, String words) {

    private static final String MOVE = "Connect-VMNetworkAdapter";
    private static final String TO = "SwitchName";

    /** What is done with a port that is dragged. */
    enum Kind {
        MOVE, COPY
    }

    private static Deed refused(String why) {
        return new Deed(Optional.empty(), why);
    }

    boolean isPossible() {
        return command.isPresent();
    }

    /** Where a port is when this is done, if it is elsewhere then. */
    Optional<Target> moved(Target port) {
        return command.filter(each -> each.name().equals(MOVE))
                .map(each -> Target.of((String) each.parameters().get(TO), port.name()));
    }

    /** What happens if a port is let go over something, or over nothing. */
    static Deed of(Live live, Kind kind, Target port, Optional<Target> over) {
        final Optional<Target> owner = over.filter(each -> each.kind() != Target.Kind.HOST)
                .map(each -> Target.of(each.switchName()));
        if (kind == Kind.MOVE) {
            return owner.map(to -> move(live, port, to))
                    .orElseGet(() -> refused("Let " + port.name() + " go on a switch to move it there"));
        }
        final List<String> extensions = extensions(live, port);
        if (extensions.isEmpty()) {
            return refused(port.name() + " has no policy to copy");
        }
        return over.filter(each -> each.kind() != Target.Kind.HOST)
                .map(to -> copy(port, extensions.getFirst(), onto(live, port, to)))
                .orElseGet(() -> refused("Let " + port.name() + " go on a port, or on a switch for all its ports, to "
                        + "copy its policies"));
    }

    /** Moves a port to a switch. */
    static Deed move(Live live, Target port, Target to) {
        final Optional<LiveSwitch> from = live.find(port);
        final Optional<LiveSwitch> there = live.find(to);
        final Optional<LivePort> moved = live.port(port);
        if (from.isEmpty() || there.isEmpty() || moved.isEmpty()) {
            return refused(port.name() + " is gone");
        }
        return obstacle(from.get(), moved.get().status().spec(), there.get()).map(Deed::refused)
                .orElseGet(() -> new Deed(Optional.of(Cmdlet.of(MOVE).with("Name", port.name()).with(TO, to.switchName())
                        .with("FromSwitchName", port.switchName())),
                        "Move " + port.name() + " to " + to.switchName()));
    }

    private static Optional<String> obstacle(LiveSwitch from, PortSpec port, LiveSwitch to) {
        final String name = port.name();
        if (from.name().equals(to.name())) {
            return Optional.of(name + " is on " + to.name() + " already");
        }
        if (!from.host().equals(to.host())) {
            return Optional.of(to.name() + " is on another host than " + name);
        }
        final List<PortSpec> there = to.ports().stream().map(each -> each.status().spec()).toList();
        if (there.stream().anyMatch(each -> each.name().equals(name))) {
            return Optional.of(to.name() + " has a port " + name + " already");
        }
        if (port.mac().isPresent() && there.stream().anyMatch(each -> each.mac().equals(port.mac()))) {
            return Optional.of(to.name() + " has a port with the MAC address of " + name + " already");
        }
        return Stream.concat(port.policies().keySet().stream(), port.mandatoryExtensions().stream())
                .filter(each -> from.status().spec().extensions().contains(each)
                        && !to.status().spec().extensions().contains(each))
                .findFirst().map(each -> to.name() + " does not enable " + Words.shortId(each) + ", which " + name
                        + " relies on");
    }

    /** Copies the policy of one extension onto ports of one switch. */
    static Deed copy(Target port, String extension, List<Target> onto) {
        if (onto.isEmpty()) {
            return refused("No other port is there to get the policy");
        }
        final String names = onto.size() == 1 ? onto.getFirst().name()
                : Figures.counted(onto.size(), "port", "ports") + " of " + onto.getFirst().switchName();
        return new Deed(Optional.of(Cmdlet.of("Copy-VMSwitchExtensionPortFeature")
                .with("VMNetworkAdapterName", port.name()).with("ExtensionName", extension)
                .with("ToVMNetworkAdapterName", onto.stream().map(Target::name).toList())
                .with("SwitchName", port.switchName()).with("ToSwitchName", onto.getFirst().switchName())),
                "Copy the " + Words.shortId(extension) + " policy of " + port.name() + " to " + names);
    }

    /** The ports that something on the map stands for: itself, or all of a switch that lead to machines. */
    static List<Target> onto(Live live, Target port, Target to) {
        final List<Target> all = to.kind() == Target.Kind.PORT ? List.of(to)
                : live.find(to).map(owner -> owner.ports().stream()
                        .filter(each -> each.status().spec().type() == PortType.MACHINE)
                        .map(each -> Target.of(owner.name(), each.name())).toList()).orElse(List.of());
        return all.stream().filter(each -> !each.equals(port)).toList();
    }

    /** The ports of a switch that are called by names between commas, with {@code *} and {@code ?}. */
    static List<Target> named(Live live, Target port, Target owner, String names) {
        final List<String> patterns = Stream.of(names.split("[,\\s]+")).filter(each -> !each.isEmpty()).toList();
        return live.find(owner).map(each -> each.ports().stream().map(LivePort::name)
                .filter(name -> patterns.stream().anyMatch(pattern -> Wildcard.matches(pattern, name)))
                .map(name -> Target.of(owner.switchName(), name)).filter(target -> !target.equals(port)).toList())
                .orElse(List.of());
    }

    /** The extensions of whose policies a port has one. */
    static List<String> extensions(Live live, Target port) {
        return live.port(port).map(each -> List.copyOf(each.status().spec().policies().keySet())).orElse(List.of());
    }

    /** The switches on which a port can be let go. */
    static List<Target> room(Live live, Kind kind, Target port) {
        return live.switches().stream().map(each -> Target.of(each.name()))
                .filter(each -> of(live, kind, port, Optional.of(each)).isPossible()).toList();
    }
}
