package org.signalbox.workbench.counters;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.signalbox.vswitch.SwitchStatus;

/** What counters are of: a switch as a whole, or one of its ports. */
record Source(String switchName, Optional<String> port) {

    /** All switches, each followed by its ports. */
    static List<Source> of(List<SwitchStatus> switches) {
        final List<Source> sources = new ArrayList<>();
        for (final SwitchStatus each : switches) {
            sources.add(new Source(each.spec().name(), Optional.empty()));
            each.ports().forEach(port -> sources.add(new Source(each.spec().name(), Optional.of(port.spec().name()))));
        }
        return sources;
    }

    String label() {
        return port.map(name -> switchName + ":" + name).orElse(switchName);
    }

    /** Whether the label has every word of a text, whatever the case. */
    boolean has(String text) {
        if (text.isBlank()) {
            return true;
        }
        final String label = label().toLowerCase(Locale.ROOT);
        for (final String word : text.strip().toLowerCase(Locale.ROOT).split("\\s+")) {
            if (!label.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
