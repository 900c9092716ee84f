package org.signalbox.workbench.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;

/**
 * Where frames enter.
 *
 * @param port empty for all of the switch, where frames can be followed and none be simulated
 */
record Place(String switchName, Optional<String> port) {

    /** The ports of all switches, and behind those of each the place that means all of them. */
    static List<Place> of(List<SwitchSpec> switches) {
        final List<Place> places = new ArrayList<>();
        for (final SwitchSpec each : switches) {
            each.ports().forEach(port -> places.add(new Place(each.name(), Optional.of(port.name()))));
            places.add(new Place(each.name(), Optional.empty()));
        }
        return places;
    }

    /** What a frame that enters here may be for: the other ports of the switch. */
    List<String> targets(List<SwitchSpec> switches) {
        return switches.stream().filter(each -> each.name().equals(switchName)).flatMap(each -> each.ports().stream())
                .map(PortSpec::name).filter(name -> !port.equals(Optional.of(name))).toList();
    }

    /** As the list shows it. */
    String label() {
        return switchName + " / " + port.orElse("all ports");
    }
}
