package org.signalbox.workbench.policies;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.RuleCount;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.workbench.policy.PolicyOffers;

/** The ports at one moment, and the policies of the one that the user looks at; immutable. */
record Snapshot(List<PortName> ports, Optional<Policies> policies) {

    static final Snapshot NONE = new Snapshot(List.of(), Optional.empty());

    /**
     * The policies of a port.
     *
     * @param counts how often rules of its policies decided
     * @param note   which of its policies have no effect and why, or empty
     */
    record Policies(PortName port, PolicyOffers offers, List<RuleCount> counts, String note) {
    }

    /** Asks the engine; may wait for extensions. */
    static Snapshot of(VirtualSwitches engine, Optional<PortName> chosen) {
        final List<SwitchStatus> switches = engine.switches();
        return new Snapshot(PortName.of(switches), chosen.flatMap(name -> switches.stream()
                .filter(each -> each.spec().name().equals(name.switchName())).findFirst()
                .flatMap(owner -> owner.spec().ports().stream().filter(port -> port.name().equals(name.port()))
                        .findFirst().map(port -> policies(engine, owner, name, port)))));
    }

    private static Policies policies(VirtualSwitches engine, SwitchStatus owner, PortName name, PortSpec port) {
        final Map<String, Object> policies = port.policies();
        final PolicyOffers offers =
                PolicyOffers.of(engine, name.switchName(), Optional.of(name.port()), policies);
        final List<String> installed = engine.extensions().stream().map(ExtensionStatus::id).toList();
        final List<String> running = owner.stages().stream()
                .filter(stage -> stage.state() == StageStatus.State.RUNNING).map(StageStatus::extension).toList();
        final String note = policies.keySet().stream().filter(id -> !running.contains(id))
                .map(id -> "The policy of " + id + " is kept and has no effect: the extension is "
                        + (installed.contains(id) ? "not enabled on " + name.switchName() : "not installed") + ".")
                .collect(Collectors.joining(" "));
        return new Policies(name, offers, engine.ruleCounts(name.switchName()).stream()
                .filter(count -> count.port().equals(name.port())).toList(), note);
    }
}
