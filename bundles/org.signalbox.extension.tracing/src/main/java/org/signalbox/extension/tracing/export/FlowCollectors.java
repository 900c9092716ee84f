package org.signalbox.extension.tracing.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.extension.tracing.SwitchNames;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.SwitchSpec;

/** The collectors of a switch as they stand in a document. */
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
        return SwitchNames.change(document, name,
                spec -> changed(spec, edit).withExtensions(enabled.apply(spec.extensions())));
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
