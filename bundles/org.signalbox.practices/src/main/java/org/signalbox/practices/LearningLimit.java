package org.signalbox.practices;

import java.util.Optional;

import org.osgi.service.component.annotations.Component;
import org.signalbox.practice.Practice;
import org.signalbox.practice.Rule;
import org.signalbox.practice.Severity;
import org.signalbox.vswitch.PortMirroring;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.Vlan;

/** Of machines that may send from any address; those that only {@link MacSpoofing} is about are told there. */
@Component(service = Practice.class)
public final class LearningLimit extends PortPractice {
    private static final int ENOUGH = 16;

    public LearningLimit() {
        super(new Rule("LearningLimit", Severity.WARNING,
                "A machine that sends from any address has a limit of learned addresses.",
                "It can fill the forwarding table with invented addresses. Then nothing more is learned, and the "
                        + "traffic of others is flooded, for everybody to read.",
                "Cisco, port security and mac address-table limit"));
    }

    @Override
    Optional<Wrong> look(SwitchSpec spec, PortSpec port) {
        final boolean free = port.mac().isEmpty() || port.allowMacSpoofing() && port.vlan() instanceof Vlan.Trunk;
        return port.type() == PortType.MACHINE && free && port.limits().learned() == 0
                && port.mirroring() != PortMirroring.DESTINATION
                ? Optional.of(new Wrong(port.name() + " may send from any address and fill the forwarding table.",
                        "-LearningLimit " + ENOUGH))
                : Optional.empty();
    }
}
