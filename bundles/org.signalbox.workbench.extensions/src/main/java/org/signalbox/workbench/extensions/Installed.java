package org.signalbox.workbench.extensions;

import java.util.List;
import java.util.Optional;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.SwitchStatus;

/** The switches and the installed extensions at one moment. */
record Installed(List<SwitchStatus> switches, List<ExtensionStatus> extensions) {

    List<String> names() {
        return switches.stream().map(each -> each.spec().name()).toList();
    }

    /** The rows for a switch, or without one the installed extensions alone. */
    List<Line> lines(String switchName) {
        final Optional<SwitchStatus> owner =
                switches.stream().filter(each -> each.spec().name().equals(switchName)).findFirst();
        return owner.map(each -> Line.of(each, extensions))
                .orElseGet(() -> extensions.stream().map(Line::disabled).toList());
    }
}
