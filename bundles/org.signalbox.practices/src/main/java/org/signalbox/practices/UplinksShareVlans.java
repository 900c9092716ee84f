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
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.Vlan;

/** Uplinks that should be a team and are not. Those that carry every VLAN are told by {@link TrunkAllowsEverything}. */
@Component(service = Practice.class)
public final class UplinksShareVlans extends SwitchPractice {

    public UplinksShareVlans() {
        super(new Rule("UplinksShareVlans", Severity.WARNING,
                "Each VLAN has one uplink, which may be a team.",
                "A flood leaves by both uplinks and comes back by the other one: machines get it twice, and addresses "
                        + "move to and fro. Only a team knows its own frames.",
                "Microsoft, NIC Teaming and Switch Embedded Teaming; IEEE 802.1AX"));
    }

    @Override
    List<Finding> check(String name, SwitchSpec spec) {
        final List<Finding> findings = new ArrayList<>();
        final BitSet before = new BitSet();
        for (final PortSpec port : spec.ports()) {
            if (port.type() == PortType.UPLINK && port.vlan() instanceof Vlan.Trunk trunk
                    && !Vlans.isEverything(trunk)) {
                final BitSet own = Vlans.carried(trunk);
                own.clear(trunk.nativeId());
                final BitSet shared = (BitSet) own.clone();
                shared.and(before);
                if (!shared.isEmpty()) {
                    final BitSet rest = (BitSet) own.clone();
                    rest.andNot(shared);
                    findings.add(new Finding(name, port.name(), "The uplink " + port.name() + " carries "
                            + Vlans.words(shared) + ", which another uplink carries, too.",
                            adapter("Set-VMNetworkAdapterVlan", name, port) + Vlans.trunk(trunk, rest)));
                }
                before.or(own);
            }
        }
        return findings;
    }
}
