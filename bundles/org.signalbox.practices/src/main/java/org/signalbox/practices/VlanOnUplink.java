package org.signalbox.practices;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.osgi.service.component.annotations.Component;
import org.signalbox.practice.Finding;
import org.signalbox.practice.Practice;
import org.signalbox.practice.Rule;
import org.signalbox.practice.Severity;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.Vlan;

/** VLANs of access ports that end at an external switch, one finding for each. */
@Component(service = Practice.class)
public final class VlanOnUplink extends SwitchPractice {

    public VlanOnUplink() {
        super(new Rule("VlanOnUplink", Severity.INFORMATION,
                "An uplink carries the VLANs of the machines.",
                "The machines of a VLAN that no uplink carries reach only each other, without any sign of why. Where "
                        + "that is meant, give them a private switch.",
                "Cisco, switchport trunk allowed vlan; Microsoft, Set-VMNetworkAdapterVlan -AllowedVlanIdList"));
    }

    @Override
    List<Finding> check(String name, SwitchSpec spec) {
        final List<PortSpec> uplinks = spec.ports().stream().filter(port -> port.type() == PortType.UPLINK).toList();
        if (uplinks.isEmpty() || !uplinks.stream().allMatch(port -> port.vlan() instanceof Vlan.Trunk)) {
            return List.of();
        }
        final BitSet carried = new BitSet();
        uplinks.forEach(port -> {
            carried.or(Vlans.carried((Vlan.Trunk) port.vlan()));
            carried.set(port.vlan().untaggedId());
        });
        final Map<Integer, List<String>> members = new LinkedHashMap<>();
        spec.ports().forEach(port -> {
            if (port.vlan() instanceof Vlan.Access access && !carried.get(access.id())) {
                members.computeIfAbsent(access.id(), key -> new ArrayList<>()).add(port.name());
            }
        });
        final PortSpec first = uplinks.getFirst();
        return members.entrySet().stream().map(each -> {
            final BitSet more = Vlans.carried((Vlan.Trunk) first.vlan());
            more.set(each.getKey());
            return new Finding(name, first.name(), "No uplink carries VLAN " + each.getKey() + " of "
                    + Words.list(each.getValue()) + ".", adapter("Set-VMNetworkAdapterVlan", name, first)
                    + Vlans.trunk((Vlan.Trunk) first.vlan(), more));
        }).toList();
    }
}
