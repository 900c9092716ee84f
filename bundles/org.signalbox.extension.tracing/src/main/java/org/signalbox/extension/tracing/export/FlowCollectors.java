package org.signalbox.extension.tracing.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.signalbox.command.FabricDocument;
import org.signalbox.command.HostSpec;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.Schema;
import org.signalbox.schema.SchemaException;
import org.signalbox.vswitch.SwitchSpec;

/** The collectors of a switch as they stand in a document. A switch is called {@code NAME}, or {@code HOST/NAME}. */
final class FlowCollectors {
    /** Of the extension whose policy names them. */
    static final String EXTENSION = "org.signalbox.extension.tracing";

    /** A change of the collectors of a switch. */
    @FunctionalInterface
    interface Edit {
        List<Collector> apply(List<Collector> collectors) throws RefusedException;
    }

    private FlowCollectors() {
    }

    /**
     * The document with other collectors of one switch.
     *
     * @param enabled the extensions of the switch, then
     * @throws RefusedException with one sentence
     */
    static FabricDocument change(final FabricDocument document, final String name, final Edit edit,
            final UnaryOperator<List<String>> enabled) throws RefusedException {
        final List<String> all = new ArrayList<>();
        document.switches().forEach(each -> all.add(each.name()));
        document.hosts().forEach(host -> host.switches().forEach(each -> all.add(host.name() + "/" + each.name())));
        final List<String> found = all.stream()
                .filter(each -> each.equals(name) || each.endsWith("/" + name)).toList();
        if (found.size() != 1) {
            throw new RefusedException("found " + (found.isEmpty() ? "no switch " : "several switches ")
                    + SchemaException.describe(name) + ", expected one of " + all.stream().limit(20)
                            .collect(Collectors.joining(", ")));
        }
        final int slash = found.getFirst().indexOf('/');
        if (slash < 0) {
            return document.withSwitches(in(document.switches(), found.getFirst(), edit, enabled));
        }
        final List<HostSpec> hosts = new ArrayList<>();
        for (final HostSpec host : document.hosts()) {
            hosts.add(host.name().equals(found.getFirst().substring(0, slash)) ? new HostSpec(host.name(),
                    in(host.switches(), found.getFirst().substring(slash + 1), edit, enabled)) : host);
        }
        return document.withHosts(hosts);
    }

    private static List<SwitchSpec> in(final List<SwitchSpec> switches, final String name, final Edit edit,
            final UnaryOperator<List<String>> enabled) throws RefusedException {
        final List<SwitchSpec> changed = new ArrayList<>();
        for (final SwitchSpec each : switches) {
            changed.add(each.name().equals(name) ? changed(each, edit).withExtensions(enabled.apply(each.extensions()))
                    : each);
        }
        return changed;
    }

    private static SwitchSpec changed(final SwitchSpec spec, final Edit edit) throws RefusedException {
        final Map<String, Object> policies = new LinkedHashMap<>(spec.policies());
        final Map<String, Object> keys = new LinkedHashMap<>();
        if (policies.get(EXTENSION) instanceof Map<?, ?> written) {
            written.forEach((key, value) -> keys.put((String) key, value));
        }
        try {
            final ExportPolicy before = Schema.of(ExportPolicy.class).bind(keys);
            final Map<String, Object> after = Schema.of(ExportPolicy.class).unbind(new ExportPolicy(
                    edit.apply(before.collectors()), before.ipfix(), before.sflow()));
            policies.remove(EXTENSION);
            if (!after.isEmpty()) {
                policies.put(EXTENSION, after);
            }
        } catch (final IllegalArgumentException nonsense) {
            throw new RefusedException(nonsense.getMessage(), nonsense);
        }
        return spec.withPolicies(policies);
    }
}
