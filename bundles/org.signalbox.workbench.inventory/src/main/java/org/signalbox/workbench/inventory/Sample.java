package org.signalbox.workbench.inventory;

import java.util.List;
import java.util.Map;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.SwitchStatus;

/**
 * The fabric at one moment; immutable.
 *
 * @param running whether there is an engine at all
 * @param rates   by {@link Rates#key}
 */
record Sample(boolean running, List<SwitchStatus> switches, List<ExtensionStatus> extensions,
        Map<String, Rates.Rate> rates) {

    static final Sample NONE = new Sample(false, List.of(), List.of(), Map.of());
}
