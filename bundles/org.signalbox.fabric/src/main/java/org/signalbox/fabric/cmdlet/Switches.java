package org.signalbox.fabric.cmdlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.signalbox.command.FabricDocument;
import org.signalbox.command.HostSpec;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.query.Wildcard;
import org.signalbox.schema.SchemaException;
import org.signalbox.vswitch.SwitchSpec;

/**
 * Finds and replaces switches of a document. A switch is called by its name, or {@code HOST/NAME} where hosts are
 * named and the name alone would not tell.
 */
final class Switches {
    private static final int MOST_CHOICES = 20;

    private Switches() {
    }

    /** Those whose name matches a pattern; without one, all. */
    static List<PlacedSwitch> like(FabricDocument document, Optional<String> name) {
        return PlacedSwitch.of(document).stream().filter(each -> Wildcard.matches(name, each.liveName())).toList();
    }

    /** @throws RefusedException with one sentence, if there is not exactly one switch of that name */
    static PlacedSwitch find(FabricDocument document, String name) throws RefusedException {
        final List<PlacedSwitch> all = PlacedSwitch.of(document);
        final List<PlacedSwitch> found = all.stream()
                .filter(each -> each.liveName().equals(name) || each.spec().name().equals(name)).toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new RefusedException("found " + (found.isEmpty() ? "no switch " : "several switches ")
                + SchemaException.describe(name) + ", expected " + choices(found.isEmpty() ? all : found));
    }

    /** @throws RefusedException with one sentence, if a switch does not enable an extension */
    static void refuseDisabled(PlacedSwitch on, String extension) throws RefusedException {
        final List<String> enabled = on.spec().extensions();
        if (!enabled.contains(extension)) {
            throw new RefusedException("found no enabled extension " + SchemaException.describe(extension)
                    + " on switch '" + on.liveName() + "', expected "
                    + (enabled.isEmpty() ? "one that is enabled" : "one of " + String.join(", ", enabled)));
        }
    }

    /** @throws RefusedException with one sentence, if a switch has no lock */
    static void refuseUnlocked(PlacedSwitch on) throws RefusedException {
        if (on.spec().orderLock().isEmpty()) {
            throw new RefusedException("found that switch '" + on.liveName()
                    + "' is not locked, expected one that Lock-VMSwitchExtension has locked");
        }
    }

    private static String choices(List<PlacedSwitch> choices) {
        return choices.isEmpty() ? "the name of a switch, of which there are none"
                : choices.stream().limit(MOST_CHOICES).map(PlacedSwitch::liveName)
                        .collect(Collectors.joining(", ", "one of ", ""));
    }

    /** The document with one more switch, at the end of its host's. */
    static FabricDocument add(FabricDocument document, String name, UnaryOperator<SwitchSpec> shape)
            throws RefusedException {
        final int slash = name.indexOf('/');
        final SwitchSpec spec = shape.apply(new SwitchSpec(name.substring(slash + 1), null, List.of(), List.of()));
        if (slash < 0 && document.hosts().isEmpty()) {
            return document.withSwitches(with(document.switches(), spec));
        }
        final String host = slash < 0 ? "" : name.substring(0, slash);
        if (document.hosts().stream().noneMatch(each -> each.name().equals(host))) {
            throw new RefusedException("found no host for the switch " + SchemaException.describe(name) + ", expected "
                    + (document.hosts().isEmpty() ? "a name without host, as this fabric names no hosts"
                            : "HOST/NAME with one of the hosts " + document.hosts().stream().map(HostSpec::name)
                                    .collect(Collectors.joining(", "))));
        }
        return inHost(document, host, switches -> with(switches, spec));
    }

    /** The document with another switch in a switch's place, or with none. */
    static FabricDocument replace(FabricDocument document, PlacedSwitch placed, Optional<SwitchSpec> spec) {
        return inHost(document, placed.host(), switches -> {
            final List<SwitchSpec> changed = new ArrayList<>();
            for (SwitchSpec each : switches) {
                if (!each.name().equals(placed.spec().name())) {
                    changed.add(each);
                } else {
                    spec.ifPresent(changed::add);
                }
            }
            return changed;
        });
    }

    private static FabricDocument inHost(FabricDocument document, String host, UnaryOperator<List<SwitchSpec>> change) {
        if (host.isEmpty()) {
            return document.withSwitches(change.apply(document.switches()));
        }
        return document.withHosts(document.hosts().stream().map(each -> each.name().equals(host)
                ? new HostSpec(host, change.apply(each.switches())) : each).toList());
    }

    private static List<SwitchSpec> with(List<SwitchSpec> switches, SwitchSpec spec) {
        final List<SwitchSpec> more = new ArrayList<>(switches);
        more.add(spec);
        return more;
    }
}
