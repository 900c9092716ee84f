package org.signalbox.fabric.document;

import java.util.ArrayList;
import java.util.List;

import org.signalbox.command.FabricDocument;
import org.signalbox.command.HostSpec;
import org.signalbox.schema.Path;
import org.signalbox.vswitch.SwitchSpec;

/**
 * A switch and where it stands in a document.
 *
 * @param host the name of its host, empty for the implicit one
 * @param spec as the document says
 * @param path in the document, by positions
 */
public record PlacedSwitch(String host, SwitchSpec spec, Path path) {

    /** All switches of a document in its order. */
    public static List<PlacedSwitch> of(FabricDocument document) {
        final List<PlacedSwitch> all = new ArrayList<>(under("", document.switches(), Path.ROOT));
        int index = 0;
        for (HostSpec host : document.hosts()) {
            all.addAll(under(host.name(), host.switches(), Path.ROOT.key("hosts").index(index++)));
        }
        return all;
    }

    private static List<PlacedSwitch> under(String host, List<SwitchSpec> switches, Path parent) {
        final List<PlacedSwitch> placed = new ArrayList<>();
        for (SwitchSpec spec : switches) {
            placed.add(new PlacedSwitch(host, spec, parent.key("switches").index(placed.size())));
        }
        return placed;
    }

    /** Its name among the live switches: {@code prod}, or {@code host1/prod} where hosts are named. */
    public String liveName() {
        return host.isEmpty() ? spec.name() : host + "/" + spec.name();
    }

    /** What the engine is asked for. */
    public SwitchSpec liveSpec() {
        return spec.withName(liveName());
    }
}
