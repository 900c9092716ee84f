package org.signalbox.practices;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.osgi.service.component.annotations.Component;
import org.signalbox.practice.Finding;
import org.signalbox.practice.Practice;
import org.signalbox.practice.Rule;
import org.signalbox.practice.Severity;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.Vlan;

/** Secondary VLANs without a promiscuous port, one finding each; behind a trunk with the primary there may be one. */
@Component(service = Practice.class)
public final class PrivateVlanReach extends SwitchPractice {

    public PrivateVlanReach() {
        super(new Rule("PrivateVlanReach", Severity.ERROR,
                "A promiscuous port or a trunk serves every secondary VLAN.",
                "Isolated ports talk to promiscuous ports only, and communities leave by them. Without one their "
                        + "machines have no router.",
                "RFC 5517, 3; Microsoft, Set-VMNetworkAdapterVlan -Promiscuous"));
    }

    @Override
    List<Finding> check(String name, SwitchSpec spec) {
        final Map<Integer, List<PortSpec>> members = new LinkedHashMap<>();
        for (final PortSpec port : spec.ports()) {
            if (port.vlan() instanceof Vlan.Private vlan && vlan.role() != Vlan.Private.Role.PROMISCUOUS) {
                members.computeIfAbsent(vlan.secondary(), key -> new ArrayList<>()).add(port);
            }
        }
        final List<Finding> findings = new ArrayList<>();
        members.forEach((secondary, ports) -> {
            final int primary = ((Vlan.Private) ports.getFirst().vlan()).primary();
            if (spec.ports().stream().noneMatch(port -> serves(port, primary, secondary))) {
                findings.add(finding(name, spec, primary, secondary, ports));
            }
        });
        return findings;
    }

    private static boolean serves(PortSpec port, int primary, int secondary) {
        return switch (port.vlan()) {
            case Vlan.Trunk trunk -> trunk.carries(primary);
            case Vlan.Private vlan -> vlan.role() == Vlan.Private.Role.PROMISCUOUS && vlan.primary() == primary
                    && vlan.secondaries().stream().anyMatch(range -> range.contains(secondary));
            default -> false;
        };
    }

    private static Finding finding(String name, SwitchSpec spec, int primary, int secondary, List<PortSpec> ports) {
        final String who = Words.list(ports.stream().map(PortSpec::name).toList());
        final Optional<PortSpec> router = spec.ports().stream().filter(port -> port.vlan() instanceof Vlan.Private vlan
                && vlan.role() == Vlan.Private.Role.PROMISCUOUS && vlan.primary() == primary).findFirst();
        if (router.isEmpty()) {
            return new Finding(name, ports.getFirst().name(), "No port is promiscuous in the private VLAN " + primary
                    + ": give it the port of a router, or " + who + " reach nothing.", "");
        }
        final BitSet secondaries = new BitSet();
        ((Vlan.Private) router.get().vlan()).secondaries()
                .forEach(range -> secondaries.set(range.first(), range.last() + 1));
        secondaries.set(secondary);
        return new Finding(name, router.get().name(), router.get().name() + " does not list the secondary VLAN "
                + secondary + " of " + who + ".", adapter("Set-VMNetworkAdapterVlan", name, router.get())
                + " -Promiscuous -PrimaryVlanId " + primary + " -SecondaryVlanIdList " + Vlans.list(secondaries));
    }
}
