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

/** A machine that is nobody's server of addresses or routes: one on a port that is neither trunk nor promiscuous. */
@Component(service = Practice.class)
public final class TenantGuards extends PortPractice {

    public TenantGuards() {
        super(new Rule("TenantGuards", Severity.WARNING,
                "Ports of tenants have DHCP guard and router guard.",
                "Without them any machine can hand out addresses or announce itself as the router, and read or lose "
                        + "the traffic of its neighbours.",
                "Microsoft, Set-VMNetworkAdapter -DhcpGuard; RFC 7610 (DHCPv6-Shield), RFC 6105 (RA Guard)"));
    }

    @Override
    Optional<Wrong> look(SwitchSpec spec, PortSpec port) {
        final boolean tenant = port.type() == PortType.MACHINE && port.mirroring() != PortMirroring.DESTINATION
                && !(port.vlan() instanceof Vlan.Trunk)
                && !(port.vlan() instanceof Vlan.Private vlan && vlan.role() == Vlan.Private.Role.PROMISCUOUS);
        if (!tenant || !Filtering.isReadable(port)) {
            return Optional.empty();
        }
        final boolean dhcp = Filtering.isOn(port, "dhcpGuard");
        final boolean router = Filtering.isOn(port, "routerGuard");
        if (dhcp && router) {
            return Optional.empty();
        }
        final String may = dhcp ? "may announce itself as a router"
                : router ? "may answer as a DHCP server"
                : "may answer as a DHCP server and announce itself as a router";
        return Optional.of(new Wrong(port.name() + " " + may + ".",
                (dhcp ? "" : "-DhcpGuard On") + (dhcp || router ? "" : " ") + (router ? "" : "-RouterGuard On")));
    }
}
