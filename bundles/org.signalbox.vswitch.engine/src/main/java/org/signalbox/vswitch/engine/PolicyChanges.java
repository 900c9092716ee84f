package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.signalbox.schema.Path;
import org.signalbox.schema.SchemaException;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.VirtualSwitches.Refusal;
import org.signalbox.vswitch.extension.PolicySchema;
import org.signalbox.vswitch.extension.StagePort;

/**
 * Says which policies a switch may not be given, though their records may take them: those that are newer than their
 * extension, and those that it refuses. What the switch has already stays. Changes nothing.
 */
final class PolicyChanges {
    private static final int NO_INDEX = -1;

    private final SwitchSpec spec;
    private final Path at;
    private final ExtensionCatalog catalog;
    private final PolicyCalls calls;
    private final List<Refusal> refusals = new ArrayList<>();

    /** @param at where the spec stands in what is checked */
    PolicyChanges(final SwitchSpec spec, final Path at, final ExtensionCatalog catalog, final PolicyCalls calls) {
        this.spec = spec;
        this.at = at;
        this.catalog = catalog;
        this.calls = calls;
    }

    /** @param live the switch of the spec's name, if there is one */
    List<Refusal> of(final Optional<SwitchSpec> live) {
        check(spec.policies(), live.map(SwitchSpec::policies), at, InstalledExtension::switchPolicy,
                (extension, policy) -> extension.service().refuse(spec.name(), policy));
        for (int k = 0; k < spec.ports().size(); k++) {
            final PortSpec port = spec.ports().get(k);
            final StagePort staged = new StagePort(NO_INDEX, port.name(), port.mac());
            check(port.policies(), live.flatMap(each -> policies(each, port.name())), at.key("ports").index(k),
                    InstalledExtension::portPolicy,
                    (extension, policy) -> extension.service().refuse(spec.name(), staged, policy));
        }
        return refusals;
    }

    private static Optional<Map<String, Object>> policies(final SwitchSpec live, final String port) {
        return live.ports().stream().filter(each -> each.name().equals(port)).findFirst().map(PortSpec::policies);
    }

    private void check(final Map<String, Object> policies, final Optional<Map<String, Object>> live, final Path of,
            final Function<InstalledExtension, Optional<InstalledPolicy>> kind,
            final BiFunction<InstalledExtension, Record, Optional<String>> asked) {
        policies.forEach((id, tree) -> {
            if (!Objects.equals(tree, live.map(before -> before.get(id)).orElse(null))) {
                final Path place = of.key("policies").key(id);
                catalog.find(id).ifPresent(extension -> kind.apply(extension).ifPresent(policy -> {
                    try {
                        check(extension, policy, tree, asked);
                    } catch (final SchemaException refused) {
                        refusals.add(new Refusal(place.then(refused.path()).toString(), refused.found(),
                                refused.expected()));
                    }
                }));
            }
        });
    }

    private void check(final InstalledExtension extension, final InstalledPolicy policy, final Object tree,
            final BiFunction<InstalledExtension, Record, Optional<String>> asked) {
        refuseNewer(extension, policy, tree);
        final Optional<String> reason = calls.make(extension, () -> asked.apply(extension, policy.read(tree)));
        if (reason.isPresent()) {
            throw new SchemaException(Path.ROOT, "a policy that " + extension.id() + " refuses (" + reason.get() + ")",
                    "one that it accepts");
        }
    }

    /** @throws SchemaException if a policy is written for a later version than its extension has */
    static void refuseNewer(final InstalledExtension extension, final InstalledPolicy policy, final Object tree) {
        if (policy.schema().isBefore(tree)) {
            throw new SchemaException(Path.ROOT.key(PolicySchema.VERSION_KEY),
                    String.valueOf(PolicySchema.versionOf(tree)), "at most " + policy.schema().version()
                            + ", the version that " + extension.id() + " " + extension.version() + " has");
        }
    }
}
