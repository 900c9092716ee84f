package org.signalbox.practices;

import java.util.List;

import org.osgi.service.component.annotations.Component;
import org.signalbox.practice.Finding;
import org.signalbox.practice.Practice;
import org.signalbox.practice.Rule;
import org.signalbox.practice.Severity;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;

/** A switch that says external and leads nowhere. */
@Component(service = Practice.class)
public final class ExternalWithoutUplink extends SwitchPractice {

    public ExternalWithoutUplink() {
        super(new Rule("ExternalWithoutUplink", Severity.WARNING,
                "An external switch has an uplink.",
                "Without one, its machines reach nothing outside, though its type says that they do. Add an uplink, or "
                        + "say what the switch is.",
                "Microsoft, New-VMSwitch -NetAdapterName, -SwitchType"));
    }

    @Override
    List<Finding> check(String name, SwitchSpec spec) {
        final boolean uplink = spec.ports().stream().anyMatch(port -> port.type() == PortType.UPLINK);
        if (spec.type() != SwitchType.EXTERNAL || uplink || spec.ports().isEmpty()) {
            return List.of();
        }
        final boolean host = spec.ports().stream().anyMatch(port -> port.type() == PortType.HOST);
        return List.of(Finding.ofSwitch(name, name + " is external and has no uplink.",
                "Set-VMSwitch -Name " + name + " -SwitchType " + (host ? "Internal" : "Private")));
    }
}
