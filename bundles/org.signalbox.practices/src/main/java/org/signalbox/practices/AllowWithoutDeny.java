package org.signalbox.practices;

import java.util.ArrayList;
import java.util.List;

import org.osgi.service.component.annotations.Component;
import org.signalbox.practice.Finding;
import org.signalbox.practice.Practice;
import org.signalbox.practice.Rule;
import org.signalbox.practice.Severity;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;

/**
 * Lists that let pass what they would let pass anyway. One that allows everything says so on purpose, and a stateful
 * entry opens the way back through the denials of the other direction.
 */
@Component(service = Practice.class)
public final class AllowWithoutDeny extends SwitchPractice {

    public AllowWithoutDeny() {
        super(new Rule("AllowWithoutDeny", Severity.ERROR,
                "A list of what is allowed ends with a denial of the rest.",
                "What no entry matches may pass, so a list of allowed traffic alone keeps nothing out. If IPv6 is "
                        + "used, allow icmp first, or neighbour discovery is denied, too.",
                "Microsoft, Add-VMNetworkAdapterExtendedAcl; NIST SP 800-41, deny by default"));
    }

    @Override
    List<Finding> check(String name, SwitchSpec spec) {
        final List<Finding> findings = new ArrayList<>();
        for (final PortSpec port : spec.ports()) {
            for (final String direction : List.of("inbound", "outbound")) {
                simple(name, port, direction, findings);
                extended(name, port, direction, findings);
            }
        }
        return findings;
    }

    private static void simple(String name, PortSpec port, String direction, List<Finding> findings) {
        final List<AclRow> rows = AclRow.of(port).stream()
                .filter(row -> row.direction().equals(direction) && !row.is("meter")).toList();
        if (!rows.isEmpty() && rows.stream().allMatch(row -> row.is("allow") && row.isIp() && !row.isEverything())) {
            findings.add(new Finding(name, port.name(), problem(port, direction, "port ACL"),
                    adapter("Add-VMNetworkAdapterAcl", name, port) + " -Action Deny -Direction "
                            + Words.capital(direction) + " -RemoteIPAddress ANY"));
        }
    }

    private static void extended(String name, PortSpec port, String direction, List<Finding> findings) {
        final List<ExtendedRow> all = ExtendedRow.of(port);
        final List<ExtendedRow> rows = all.stream().filter(row -> row.direction().equals(direction)).toList();
        final boolean opensTheWayBack = rows.stream().anyMatch(ExtendedRow::stateful)
                && all.stream().anyMatch(row -> !row.direction().equals(direction) && !row.isAllow());
        final int least = rows.stream().mapToInt(ExtendedRow::weight).min().orElse(0);
        if (least > 0 && !opensTheWayBack && rows.stream().allMatch(row -> row.isAllow() && !row.isEverything())) {
            findings.add(new Finding(name, port.name(), problem(port, direction, "extended port ACL"),
                    adapter("Add-VMNetworkAdapterExtendedAcl", name, port) + " -Action Deny -Direction "
                            + Words.capital(direction) + " -Weight " + (least - 1)));
        }
    }

    private static String problem(PortSpec port, String direction, String list) {
        return "The " + direction + " entries of " + port.name() + "'s " + list
                + " only allow, so that everything passes.";
    }
}
