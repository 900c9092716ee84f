package org.signalbox.workbench.wizards;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.signalbox.command.FabricDocument;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.workbench.policy.PolicyOffers;
import org.signalbox.workbench.policy.PolicyOffers.Offer;
import org.signalbox.workbench.wizards.CaptureAnswers.Place;

/**
 * What there was when a wizard was opened. Immutable.
 *
 * @param switches   by the name that commands call them
 * @param extensions those that are installed, as they lie in a switch: capturing first, forwarding last
 * @param policies   those of ports that they define
 */
record Known(Map<String, SwitchSpec> switches, List<ExtensionStatus> extensions, List<Offer> policies) {

    /** Asks the engine; may wait for extensions. */
    static Known of(FabricDocument document, VirtualSwitches engine) {
        final Map<String, SwitchSpec> switches = new LinkedHashMap<>();
        document.switches().forEach(each -> switches.put(each.name(), each));
        document.hosts().forEach(host -> host.switches()
                .forEach(each -> switches.put(host.name() + "/" + each.name(), each)));
        return new Known(switches, engine.extensions().stream().sorted(Comparator.comparing(ExtensionStatus::kind))
                .toList(), PolicyOffers.of(engine, "", Optional.of(""), Map.of()).offers());
    }

    List<String> switchNames() {
        return List.copyOf(switches.keySet());
    }

    /** Where the adapters of a machine are, or the adapters of that name. */
    List<Place> placesOf(String machine) {
        final List<Place> places = new ArrayList<>();
        switches.forEach((name, each) -> {
            final List<String> adapters = each.ports().stream().filter(port -> port.machine().orElse("").equals(machine)
                    || port.name().equals(machine)).map(PortSpec::name).toList();
            if (!adapters.isEmpty()) {
                places.add(new Place(name, adapters));
            }
        });
        return places;
    }

    /** Every switch as a whole. */
    List<Place> everything() {
        return switches.keySet().stream().map(name -> new Place(name, List.of())).toList();
    }
}
