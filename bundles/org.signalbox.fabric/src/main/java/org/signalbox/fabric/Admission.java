package org.signalbox.fabric;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.Complaints;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.fabric.extension.Extensions;
import org.signalbox.fabric.extension.Provision;
import org.signalbox.schema.Path;
import org.signalbox.schema.SchemaException;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.VirtualSwitches;

/**
 * Decides whether this process can run a document that makes sense by itself: its extensions, then what the engine
 * says.
 */
final class Admission {
    private final VirtualSwitches switches;
    private final Extensions extensions;
    private final Supplier<Set<String>> attachmentKinds;

    /** @param attachmentKinds the kinds that are provided now */
    Admission(VirtualSwitches switches, Extensions extensions, Supplier<Set<String>> attachmentKinds) {
        this.switches = switches;
        this.extensions = extensions;
        this.attachmentKinds = attachmentKinds;
    }

    /**
     * @param known      extensions that may be absent because the document that runs names them already
     * @param provision  takes care of extensions that are not present
     * @param complaints says where things stand
     * @return warnings, one sentence each
     * @throws RefusedException with one sentence
     */
    List<String> admit(FabricDocument document, Set<String> known, Provision provision, Complaints complaints)
            throws RefusedException {
        final List<PlacedSwitch> placed = PlacedSwitch.of(document);
        provide(document, known, provision, complaints);
        final List<VirtualSwitches.Refusal> refusals = switches.check(liveSpecs(document));
        if (!refusals.isEmpty()) {
            final VirtualSwitches.Refusal first = refusals.getFirst();
            throw complaints.refusal(new SchemaException(inDocument(first.path(), placed), first.found(),
                    first.expected()));
        }
        return warnings(document, complaints);
    }

    /** What the engine is asked for: the switches of all hosts. */
    static List<SwitchSpec> liveSpecs(FabricDocument document) {
        return PlacedSwitch.of(document).stream().map(PlacedSwitch::liveSpec).toList();
    }

    /** The extensions that a document enables anywhere. */
    static Set<String> enabled(FabricDocument document) {
        final Set<String> ids = new HashSet<>();
        PlacedSwitch.of(document).forEach(placed -> ids.addAll(placed.spec().extensions()));
        return ids;
    }

    /**
     * The first half of {@link #admit}: brings in the extensions that are not present.
     *
     * @return whether there were such
     */
    boolean provide(FabricDocument document, Set<String> known, Provision provision, Complaints complaints)
            throws RefusedException {
        boolean any = false;
        for (PlacedSwitch placed : PlacedSwitch.of(document)) {
            final List<String> ids = placed.spec().extensions();
            for (int i = 0; i < ids.size(); i++) {
                final String id = ids.get(i);
                if (!extensions.isPresent(id) && !known.contains(id)) {
                    if (!provision.provide(id, document.trust())) {
                        throw complaints.refusal(new SchemaException(placed.path().key("extensions").index(i),
                                SchemaException.describe(id)
                                        + ", which is neither installed nor in the folder of extensions",
                                "the id of an extension"));
                    }
                    any = true;
                }
            }
        }
        return any;
    }

    /** The engine's paths begin with a position in its list of switches. */
    private static Path inDocument(String enginePath, List<PlacedSwitch> placed) {
        final Path path = Path.parse(enginePath);
        if (path.segments().isEmpty() || !(path.segments().getFirst() instanceof Path.Index(int index))) {
            return path;
        }
        return placed.get(index).path().then(new Path(path.segments().subList(1, path.segments().size())));
    }

    /** What is to be warned of in a document that can be run, one sentence each. */
    List<String> warnings(FabricDocument document, Complaints complaints) {
        final List<PlacedSwitch> placed = PlacedSwitch.of(document);
        final WithoutEffect idle = new WithoutEffect(complaints);
        for (PlacedSwitch each : placed) {
            final Path path = each.path();
            for (int i = 0; i < each.spec().extensions().size(); i++) {
                idle.unlessPresent(each.spec().extensions().get(i), path.key("extensions").index(i),
                        "the enabled extension ");
            }
            idle.policies(each.spec().policies(), path, switches::switchPolicy);
            for (int i = 0; i < each.spec().ports().size(); i++) {
                idle.policies(each.spec().ports().get(i).policies(), path.key("ports").index(i),
                        switches::portPolicy);
            }
        }
        final List<String> warnings = unknownAttachments(placed, complaints);
        warnings.addAll(idle.warnings(extensions::isPresent));
        return List.copyOf(warnings);
    }

    private List<String> unknownAttachments(List<PlacedSwitch> placed, Complaints complaints) {
        final Set<String> kinds = attachmentKinds.get();
        final List<String> warnings = new ArrayList<>();
        for (PlacedSwitch each : placed) {
            for (int i = 0; i < each.spec().ports().size(); i++) {
                final Path path = each.path().key("ports").index(i).key("attachment");
                each.spec().ports().get(i).attachment().keySet().stream().filter(kind -> !kinds.contains(kind))
                        .forEach(kind -> warnings.add(complaints.place(path.key(kind)) + ": the attachment "
                                + SchemaException.describe(kind)
                                + " is kept and connects nothing while no bundle provides it"
                                + (kinds.isEmpty() ? "" : "; there are " + String.join(", ", kinds))));
            }
        }
        return warnings;
    }
}
