package org.signalbox.practices;

import java.util.Optional;

import org.osgi.service.component.annotations.Component;
import org.signalbox.practice.Practice;
import org.signalbox.practice.Rule;
import org.signalbox.practice.Severity;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.SwitchSpec;

/** A storm in the physical network reaches the machines through the uplink. */
@Component(service = Practice.class)
public final class UplinkStorm extends PortPractice {
    private static final int ENOUGH = 10_000;

    public UplinkStorm() {
        super(new Rule("UplinkStorm", Severity.INFORMATION,
                "An uplink has a storm limit.",
                "A loop in the physical network floods every machine of the switch. 10,000 frames a second are far "
                        + "more broadcasts, multicasts and unknown unicasts than a healthy network sends.",
                "Cisco, storm-control; Microsoft, Set-VMNetworkAdapter -StormLimit"));
    }

    @Override
    Optional<Wrong> look(SwitchSpec spec, PortSpec port) {
        return port.type() == PortType.UPLINK && port.limits().storm() == 0
                ? Optional.of(new Wrong("The uplink " + port.name() + " lets a broadcast storm in without a limit.",
                        "-StormLimit " + ENOUGH))
                : Optional.empty();
    }
}
