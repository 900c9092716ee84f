package org.signalbox.practices;

import java.util.Optional;

import org.osgi.service.component.annotations.Component;
import org.signalbox.practice.Practice;
import org.signalbox.practice.Rule;
import org.signalbox.practice.Severity;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;

/** Teaming within a machine needs two of its adapters on the switch. */
@Component(service = Practice.class)
public final class TeamOfOne extends PortPractice {

    public TeamOfOne() {
        super(new Rule("TeamOfOne", Severity.INFORMATION,
                "A port that allows teaming belongs to a machine with a second port.",
                "A team of one survives nothing: when its port fails, the machine is cut off, though its settings look "
                        + "as if it were not.",
                "Microsoft, Set-VMNetworkAdapter -AllowTeaming; NIC Teaming in virtual machines"));
    }

    @Override
    Optional<Wrong> look(SwitchSpec spec, PortSpec port) {
        final boolean alone = port.machine().isEmpty() || spec.ports().stream()
                .filter(each -> each.machine().equals(port.machine())).count() < 2;
        return port.allowTeaming() && alone
                ? Optional.of(new Wrong(
                        port.name() + " allows teaming, and its machine has no second port on this switch.",
                        "-AllowTeaming Off"))
                : Optional.empty();
    }
}
