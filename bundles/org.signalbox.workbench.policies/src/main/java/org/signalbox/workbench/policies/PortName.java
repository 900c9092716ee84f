package org.signalbox.workbench.policies;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchStatus;

/** A port by its names: {@code web-01/prod:eth0}, without the machine's where it has none. */
record PortName(Optional<String> machine, String switchName, String port) {

    static PortName of(String switchName, PortSpec port) {
        return new PortName(port.machine(), switchName, port.name());
    }

    /** All ports in the order of the fabric. */
    static List<PortName> of(List<SwitchStatus> switches) {
        final List<PortName> names = new ArrayList<>();
        for (final SwitchStatus each : switches) {
            each.spec().ports().forEach(port -> names.add(of(each.spec().name(), port)));
        }
        return names;
    }

    String label() {
        return machine.map(name -> name + "/").orElse("") + switchName + ":" + port;
    }

    /** Those whose label has every word of a text, whatever the case. */
    static List<PortName> filtered(List<PortName> names, String text) {
        final String[] words = text.strip().toLowerCase(Locale.ROOT).split("\\s+");
        return names.stream().filter(name -> {
            final String label = name.label().toLowerCase(Locale.ROOT);
            for (final String word : words) {
                if (!label.contains(word)) {
                    return false;
                }
            }
            return true;
        }).toList();
    }
}
