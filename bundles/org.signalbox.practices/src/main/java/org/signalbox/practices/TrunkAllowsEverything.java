package org.signalbox.practices;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import org.osgi.service.component.annotations.Component;
import org.signalbox.practice.Finding;
import org.signalbox.practice.Practice;
import org.signalbox.practice.Rule;
import org.signalbox.practice.Severity;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.Vlan;

/** Not found while the trunk is the only port: then nothing says which VLANs it is for. */
@Component(service = Practice.class)
public final class TrunkAllowsEverything extends SwitchPractice {

    public TrunkAllowsEverything() {
        super(new Rule("TrunkAllowsEverything", Severity.WARNING,
                "A trunk carries only the VLANs that are used.",
                "A trunk with every VLAN brings floods of all of them to the switch, and whoever is behind it can "
                        + "enter any by a tag.",
                "Cisco, switchport trunk allowed vlan; Microsoft, Set-VMNetworkAdapterVlan -AllowedVlanIdList"));
    }

    @Override
    List<Finding> check(String name, SwitchSpec spec) {
        if (spec.ports().stream().allMatch(Vlans::isEverything)) {
            return List.of();
        }
        final List<Finding> findings = new ArrayList<>();
        for (final PortSpec port : spec.ports()) {
            if (port.vlan() instanceof Vlan.Trunk trunk && Vlans.isEverything(trunk)) {
                final BitSet used = Vlans.used(spec);
                used.clear(trunk.nativeId());
                findings.add(new Finding(name, port.name(), "The trunk " + port.name() + " allows every VLAN; "
                        + (used.isEmpty() ? "the other ports are in none." : "the other ports use " + Vlans.words(used)
                                + "."), adapter("Set-VMNetworkAdapterVlan", name, port) + Vlans.trunk(trunk, used)));
            }
        }
        return findings;
    }
}
