package org.signalbox.workbench.topology;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.signalbox.command.JournalEntry;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.SwitchStatus;

/**
 * The switches at one moment, with their rates over the last seconds.
 *
 * @param running whether there is an engine at all
 * @param journal all entries, oldest first
 * @param badges  what bundles mark them with
 */
record Live(boolean running, List<LiveSwitch> switches, List<JournalEntry> journal, Badges badges) {

    /** Before the first sample, or without an engine. */
    static final Live NONE = new Live(false, List.of(), List.of(), Badges.NONE);

    /** A switch; its ports in the order of its spec. */
    record LiveSwitch(SwitchStatus status, Rate rate, List<LivePort> ports) {

        String name() {
            return status.spec().name();
        }

        /** The host that it is on; empty where hosts are not named. */
        String host() {
            return name().substring(0, Math.max(0, name().indexOf('/')));
        }

        /** Its name on its host. */
        String ownName() {
            return name().substring(name().indexOf('/') + 1);
        }
    }

    /** A host with its switches; its name is empty where hosts are not named. */
    record LiveHost(String name, List<LiveSwitch> switches) {
    }

    /** A port. */
    record LivePort(PortStatus status, Rate rate) {

        String name() {
            return status.spec().name();
        }
    }

    Live {
        switches = List.copyOf(switches);
        journal = List.copyOf(journal);
    }

    /** The same with badges. */
    Live with(Badges others) {
        return new Live(running, switches, journal, others);
    }

    /** The hosts in the order of their first switches. */
    List<LiveHost> hosts() {
        final Map<String, List<LiveSwitch>> byName = new LinkedHashMap<>();
        switches.forEach(each -> byName.computeIfAbsent(each.host(), name -> new ArrayList<>()).add(each));
        return byName.entrySet().stream().map(each -> new LiveHost(each.getKey(), each.getValue())).toList();
    }

    Optional<LiveHost> host(Target target) {
        return target.kind() != Target.Kind.HOST ? Optional.empty()
                : hosts().stream().filter(each -> each.name().equals(target.switchName())).findFirst();
    }

    Optional<LiveSwitch> find(Target target) {
        return target.kind() == Target.Kind.HOST ? Optional.empty()
                : switches.stream().filter(each -> each.name().equals(target.switchName())).findFirst();
    }

    Optional<LivePort> port(Target target) {
        return find(target).flatMap(each -> each.ports().stream()
                .filter(port -> target.port().filter(port.name()::equals).isPresent()).findFirst());
    }

    /** The policies of the target, by the ids of extensions. */
    Map<String, Object> policies(Target target) {
        return target.port().isPresent() ? port(target).map(port -> port.status().spec().policies()).orElse(Map.of())
                : find(target).map(owner -> owner.status().spec().policies()).orElse(Map.of());
    }

    /** Whether the target is still there. */
    boolean has(Target target) {
        return switch (target.kind()) {
            case HOST -> host(target).isPresent();
            case SWITCH -> find(target).isPresent();
            case PORT -> port(target).isPresent();
        };
    }
}
