package org.signalbox.workbench.wizards;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.signalbox.query.Column;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;

/**
 * A port that may get a policy.
 *
 * @param switchName as commands call it
 * @param enabled    the extensions that its switch enables
 */
record PolicyPort(String switchName, List<String> enabled, PortSpec spec) {

    /** What a filter can ask, by the names that the inventory has. */
    static final List<Column<PolicyPort>> COLUMNS = List.of(
            Column.text("Name", PolicyPort::name),
            Column.text("Switch", PolicyPort::switchName),
            Column.text("Host", each -> each.switchName.substring(0, Math.max(0, each.switchName.indexOf('/')))),
            Column.text("Machine", PolicyPort::machine),
            Column.text("VLAN", PolicyPort::vlan),
            Column.text("Type", each -> each.spec.type().name().toLowerCase(Locale.ROOT)),
            Column.text("Policies", each -> String.join(" ", each.spec.policies().keySet())));

    /** All ports in the order of their switches. */
    static List<PolicyPort> of(Map<String, SwitchSpec> switches) {
        return switches.entrySet().stream().flatMap(each -> each.getValue().ports().stream()
                .map(port -> new PolicyPort(each.getKey(), each.getValue().extensions(), port))).toList();
    }

    String name() {
        return spec.name();
    }

    String machine() {
        return spec.machine().orElse("");
    }

    String vlan() {
        return spec.vlan().text();
    }

    boolean has(String extension) {
        return spec.policies().containsKey(extension);
    }
}
