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

/** Entries of both access lists that another one always decides before. */
@Component(service = Practice.class)
public final class ShadowedEntry extends SwitchPractice {

    public ShadowedEntry() {
        super(new Rule("ShadowedEntry", Severity.WARNING,
                "Every entry of an access list can decide about something.",
                "An entry that another one always decides before does nothing, and who reads the list believes that it "
                        + "does.",
                "Microsoft, Add-VMNetworkAdapterExtendedAcl -Weight; Cisco, access lists: the first match decides"));
    }

    @Override
    List<Finding> check(String name, SwitchSpec spec) {
        final List<Finding> findings = new ArrayList<>();
        for (final PortSpec port : spec.ports()) {
            simple(name, port, findings);
            extended(name, port, findings);
        }
        return findings;
    }

    private static void simple(String name, PortSpec port, List<Finding> findings) {
        final List<AclRow> rows = AclRow.of(port);
        rows.stream().filter(row -> row.is("allow")
                && rows.stream().anyMatch(other -> other.is("deny") && other.matchesSame(row)))
                .forEach(row -> findings.add(new Finding(name, port.name(),
                        "The entry " + row + " of " + port.name() + " never decides: a deny of the same address does.",
                        adapter("Remove-VMNetworkAdapterAcl", name, port) + " " + row.parameters())));
    }

    private static void extended(String name, PortSpec port, List<Finding> findings) {
        final List<ExtendedRow> rows = ExtendedRow.of(port);
        for (final ExtendedRow row : rows) {
            rows.stream().filter(other -> other.shadows(row)).findFirst().ifPresent(other -> findings.add(
                    new Finding(name, port.name(), "The " + row.direction() + " entry of weight " + row.weight()
                            + " of " + port.name() + " never decides: that of weight " + other.weight()
                            + " matches all of it.",
                            adapter("Remove-VMNetworkAdapterExtendedAcl", name, port) + " -Weight " + row.weight()
                                    + " -Direction " + Words.capital(row.direction()))));
        }
    }
}
