package org.signalbox.workbench.topology;

import java.util.List;
import java.util.Optional;
import org.signalbox.command.JournalEntry;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.SwitchStatus;

/**
 * The switches at one moment, with their rates over the last seconds.
 *
 * @param running whether there is an engine at all
 * @param journal all entries, oldest first
 */
record Live(boolean running, List<LiveSwitch> switches, List<JournalEntry> journal) {

    /** Before the first sample, or without an engine. */
    static final Live NONE = new Live(false, List.of(), List.of());

    /** A switch; its ports in the order of its spec. */
    record LiveSwitch(SwitchStatus status, Rate rate, List<LivePort> ports) {

        String name() {
            return status.spec().name();
        }
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

    Optional<LiveSwitch> find(Target target) {
        return switches.stream().filter(each -> each.name().equals(target.switchName())).findFirst();
    }

    Optional<LivePort> port(Target target) {
        return find(target).flatMap(each -> each.ports().stream()
                .filter(port -> target.port().filter(port.name()::equals).isPresent()).findFirst());
    }

    /** Whether the target is still there. */
    boolean has(Target target) {
        return target.port().isPresent() ? port(target).isPresent() : find(target).isPresent();
    }
}
