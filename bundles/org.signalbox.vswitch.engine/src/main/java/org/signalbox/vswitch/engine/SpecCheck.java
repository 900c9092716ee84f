package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.signalbox.schema.Path;
import org.signalbox.schema.Schema;
import org.signalbox.schema.SchemaException;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.VirtualSwitches.Refusal;

/** Says what of a list of specs the engine cannot do. Changes nothing. */
final class SpecCheck {
    private final Function<String, Optional<InstalledExtension>> extensions;
    private final Function<String, Optional<Class<? extends Record>>> attachments;
    private final PolicyCalls calls;
    private final List<Refusal> refusals = new ArrayList<>();

    /**
     * @param extensions  the installed extension of an id
     * @param attachments the settings of a kind of attachment; empty while nobody provides it
     */
    SpecCheck(final Function<String, Optional<InstalledExtension>> extensions,
            final Function<String, Optional<Class<? extends Record>>> attachments) {
        this(extensions, attachments, new PolicyCalls());
    }

    SpecCheck(final Function<String, Optional<InstalledExtension>> extensions,
            final Function<String, Optional<Class<? extends Record>>> attachments, final PolicyCalls calls) {
        this.extensions = extensions;
        this.attachments = attachments;
        this.calls = calls;
    }

    List<Refusal> check(final List<SwitchSpec> desired) {
        final Set<String> names = new HashSet<>();
        for (int k = 0; k < desired.size(); k++) {
            final Path at = Path.ROOT.index(k);
            if (!names.add(desired.get(k).name())) {
                refuse(at.key("name"), quoted(desired.get(k).name()), "a name that no other switch has");
            }
            check(desired.get(k), at);
        }
        return List.copyOf(refusals);
    }

    /** A refusal as one sentence. */
    static String sentence(final Refusal refusal) {
        return refusal.path() + ": found " + refusal.found() + ", expected " + refusal.expected();
    }

    private void check(final SwitchSpec spec, final Path at) {
        checkExtensions(spec.extensions(), at.key("extensions"));
        checkPolicies(spec.policies(), InstalledExtension::switchPolicy, "switches", at.key("policies"));
        final Set<String> names = new HashSet<>();
        for (int k = 0; k < spec.ports().size(); k++) {
            final PortSpec port = spec.ports().get(k);
            final Path path = at.key("ports").index(k);
            if (!names.add(port.name())) {
                refuse(path.key("name"), quoted(port.name()), "a name that no other port of the switch has");
            }
            check(port, path);
        }
        new SwitchCheck(spec, at, this::refuse).check();
    }

    private void checkExtensions(final List<String> ids, final Path at) {
        final Set<String> seen = new HashSet<>();
        String forwarding = null;
        for (int k = 0; k < ids.size(); k++) {
            final String id = ids.get(k);
            if (!seen.add(id)) {
                refuse(at.index(k), quoted(id), "each extension once");
            } else if (extensions.apply(id).filter(e -> e.kind() == ExtensionKind.FORWARDING).isPresent()) {
                if (forwarding != null) {
                    refuse(at.index(k), quoted(id), "one forwarding extension at most, and " + forwarding + " is one");
                }
                forwarding = id;
            }
        }
    }

    private void check(final PortSpec port, final Path at) {
        if (port.mac().isPresent() && port.mac().get().isMulticast()) {
            refuse(at.key("mac"), quoted(port.mac().get().toString()),
                    "an address of one station, its first octet even");
        }
        for (int k = 1; k < port.mandatoryExtensions().size(); k++) {
            final String id = port.mandatoryExtensions().get(k);
            if (port.mandatoryExtensions().indexOf(id) < k) {
                refuse(at.key("mandatoryExtensions").index(k), quoted(id), "each extension once");
            }
        }
        checkPolicies(port.policies(), InstalledExtension::portPolicy, "ports", at.key("policies"));
        for (final Map.Entry<String, Object> attachment : port.attachment().entrySet()) {
            attachments.apply(attachment.getKey()).ifPresent(settings -> bind(settings, attachment.getValue(),
                    at.key("attachment").key(attachment.getKey())));
        }
    }

    private void checkPolicies(final Map<String, Object> policies,
            final Function<InstalledExtension, Optional<InstalledPolicy>> kind, final String owners, final Path at) {
        policies.forEach((id, tree) -> extensions.apply(id).ifPresent(extension -> kind.apply(extension)
                .ifPresentOrElse(policy -> checkPolicy(extension, policy, tree, at.key(id)), () -> refuse(at.key(id),
                        "a policy", "none, since this extension has no policies of " + owners))));
    }

    /** One that is newer than its extension has no effect, and may be anything. */
    private void checkPolicy(final InstalledExtension extension, final InstalledPolicy policy, final Object tree,
            final Path at) {
        try {
            if (!policy.schema().isBefore(tree)) {
                calls.make(extension, () -> policy.read(tree));
            }
        } catch (final SchemaException refused) {
            refuse(at.then(refused.path()), refused.found(), refused.expected());
        }
    }

    private void bind(final Class<? extends Record> type, final Object tree, final Path at) {
        try {
            Schema.of(type).bind(tree);
        } catch (final SchemaException refused) {
            refuse(at.then(refused.path()), refused.found(), refused.expected());
        }
    }

    private void refuse(final Path path, final String found, final String expected) {
        refusals.add(new Refusal(path.toString(), found, expected));
    }

    private static String quoted(final String text) {
        return '"' + text + '"';
    }
}
