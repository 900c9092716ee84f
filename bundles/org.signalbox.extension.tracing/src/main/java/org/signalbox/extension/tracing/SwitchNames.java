package org.signalbox.extension.tracing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.signalbox.command.FabricDocument;
import org.signalbox.command.HostSpec;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.SchemaException;
import org.signalbox.vswitch.SwitchSpec;

/**
 * Finds the switch that a command is about by the rule of all cmdlets: it is called by its name, or {@code HOST/NAME}
 * where hosts are named and the name alone would not tell. Safe for several threads.
 */
public final class SwitchNames {
    private static final int MOST_CHOICES = 20;

    /** A change of one switch. */
    @FunctionalInterface
    public interface Change {
        /** The switch, changed. @throws RefusedException with one sentence */
        SwitchSpec of(SwitchSpec spec) throws RefusedException;
    }

    private SwitchNames() {
    }

    /**
     * The one that is called so.
     *
     * @param all  names as live switches have them: {@code NAME}, or {@code HOST/NAME} where hosts are named
     * @param kind what these are, such as {@code live switch}
     * @throws RefusedException with one sentence, if there is not exactly one
     */
    public static String find(final List<String> all, final String kind, final String name) throws RefusedException {
        final List<String> found = all.stream()
                .filter(each -> each.equals(name) || each.substring(each.indexOf('/') + 1).equals(name)).toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        final List<String> choices = found.isEmpty() ? all : found;
        throw new RefusedException("found " + (found.isEmpty() ? "no " + kind : "several " + kind + "es") + " "
                + SchemaException.describe(name) + ", expected " + (choices.isEmpty() ? "one, of which there are none"
                        : choices.stream().limit(MOST_CHOICES).collect(Collectors.joining(", ", "one of ", ""))));
    }

    /**
     * The document with one switch changed.
     *
     * @throws RefusedException with one sentence, if there is not exactly one of that name, or by the change
     */
    public static FabricDocument change(final FabricDocument document, final String name, final Change change)
            throws RefusedException {
        final List<String> all = new ArrayList<>();
        document.switches().forEach(each -> all.add(each.name()));
        document.hosts().forEach(host -> host.switches().forEach(each -> all.add(host.name() + "/" + each.name())));
        final String found = find(all, "switch", name);
        final int slash = found.indexOf('/');
        if (slash < 0) {
            return document.withSwitches(in(document.switches(), found, change));
        }
        final List<HostSpec> hosts = new ArrayList<>();
        for (final HostSpec host : document.hosts()) {
            hosts.add(host.name().equals(found.substring(0, slash)) ? new HostSpec(host.name(),
                    in(host.switches(), found.substring(slash + 1), change)) : host);
        }
        return document.withHosts(hosts);
    }

    private static List<SwitchSpec> in(final List<SwitchSpec> switches, final String name, final Change change)
            throws RefusedException {
        final List<SwitchSpec> changed = new ArrayList<>();
        for (final SwitchSpec each : switches) {
            changed.add(each.name().equals(name) ? change.of(each) : each);
        }
        return changed;
    }
}
