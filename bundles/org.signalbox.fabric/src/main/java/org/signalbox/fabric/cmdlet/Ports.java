package org.signalbox.fabric.cmdlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.schema.SchemaException;
import org.signalbox.vswitch.PortSpec;

/**
 * Finds and replaces ports of a document; an adapter is a port, called by its name and, where that does not tell,
 * its switch.
 */
final class Ports {

    /** A port and the switch it stands on. */
    record PlacedPort(PlacedSwitch on, PortSpec port) {
    }

    private Ports() {
    }

    /** @throws RefusedException with one sentence, if there is not exactly one port of that name */
    static PlacedPort find(FabricDocument document, Optional<String> switchName, String name) throws RefusedException {
        return find(document, switchName, name, "-SwitchName");
    }

    /**
     * @param parameter that names the switch
     * @throws RefusedException with one sentence, if there is not exactly one port of that name
     */
    static PlacedPort find(FabricDocument document, Optional<String> switchName, String name, String parameter)
            throws RefusedException {
        final List<PlacedSwitch> where =
                switchName.isPresent() ? List.of(Switches.find(document, switchName.get())) : PlacedSwitch.of(document);
        final List<PlacedPort> found = new ArrayList<>();
        where.forEach(on -> on.spec().ports().stream().filter(port -> port.name().equals(name))
                .forEach(port -> found.add(new PlacedPort(on, port))));
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new RefusedException(found.isEmpty()
                ? "found no network adapter " + SchemaException.describe(name)
                        + switchName.map(on -> " on switch " + SchemaException.describe(on)).orElse("")
                        + ", expected the name of one that Get-VMNetworkAdapter lists"
                : "found network adapters '" + name + "' on the switches " + found.stream()
                        .map(each -> each.on().liveName()).collect(Collectors.joining(", "))
                        + ", expected " + parameter + " with one of them");
    }

    /** The document with one more port, at the end of its switch's. */
    static FabricDocument add(FabricDocument document, PlacedSwitch on, PortSpec port) {
        final List<PortSpec> ports = new ArrayList<>(on.spec().ports());
        ports.add(port);
        return Switches.replace(document, on, Optional.of(on.spec().withPorts(ports)));
    }

    /** The document with another port in a port's place, or with none. */
    static FabricDocument replace(FabricDocument document, PlacedPort placed, Optional<PortSpec> port) {
        final List<PortSpec> ports = new ArrayList<>(placed.on().spec().ports());
        final int at = ports.indexOf(placed.port());
        ports.remove(at);
        port.ifPresent(instead -> ports.add(at, instead));
        return Switches.replace(document, placed.on(), Optional.of(placed.on().spec().withPorts(ports)));
    }
}
