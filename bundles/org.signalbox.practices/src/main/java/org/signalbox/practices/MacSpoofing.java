package org.signalbox.practices;

import java.util.Optional;

import org.osgi.service.component.annotations.Component;
import org.signalbox.practice.Practice;
import org.signalbox.practice.Rule;
import org.signalbox.practice.Severity;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.Vlan;

/** Behind a trunk stands a router or nested virtualization, which needs it. */
@Component(service = Practice.class)
public final class MacSpoofing extends PortPractice {

    public MacSpoofing() {
        super(new Rule("MacSpoofing", Severity.WARNING,
                "A machine sends from its own address only.",
                "A machine that may send from any address can take over that of another and receive its traffic. "
                        + "Load balancing and nested virtualization need it, other machines do not.",
                "Microsoft, Set-VMNetworkAdapter -MacAddressSpoofing"));
    }

    @Override
    Optional<Wrong> look(SwitchSpec spec, PortSpec port) {
        return port.type() == PortType.MACHINE && port.allowMacSpoofing() && port.mac().isPresent()
                && !(port.vlan() instanceof Vlan.Trunk)
                ? Optional.of(new Wrong(port.name() + " may send from addresses other than its own.",
                        "-MacAddressSpoofing Off"))
                : Optional.empty();
    }
}
