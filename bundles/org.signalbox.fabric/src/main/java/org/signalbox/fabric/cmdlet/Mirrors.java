package org.signalbox.fabric.cmdlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.schema.SchemaException;
import org.signalbox.vswitch.MirrorSpec;

/**
 * Mirrors to remote analysers. Windows has none, so that the noun is ours; what they need to know is what Cisco's
 * {@code monitor session} asks for.
 */
final class Mirrors {
    /** A mirror and the switch it stands on. */
    record PlacedMirror(PlacedSwitch on, MirrorSpec mirror) {
    }

    private Mirrors() {
    }

    /** @throws RefusedException with one sentence, if there is not exactly one mirror of that name */
    static PlacedMirror find(FabricDocument document, Optional<String> switchName, String name)
            throws RefusedException {
        final List<PlacedSwitch> where =
                switchName.isPresent() ? List.of(Switches.find(document, switchName.get())) : PlacedSwitch.of(document);
        final List<PlacedMirror> found = new ArrayList<>();
        where.forEach(on -> on.spec().mirrors().stream().filter(mirror -> mirror.name().equals(name))
                .forEach(mirror -> found.add(new PlacedMirror(on, mirror))));
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new RefusedException(found.isEmpty()
                ? "found no mirror " + SchemaException.describe(name) + ", expected the name of one that "
                        + "Get-VMSwitchMirror lists"
                : "found mirrors '" + name + "' on the switches " + found.stream()
                        .map(each -> each.on().liveName()).collect(Collectors.joining(", "))
                        + ", expected -SwitchName with one of them");
    }
}
