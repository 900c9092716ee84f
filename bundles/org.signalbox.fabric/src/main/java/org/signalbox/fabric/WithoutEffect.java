package org.signalbox.fabric;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

import org.signalbox.fabric.document.Complaints;
import org.signalbox.schema.Path;
import org.signalbox.vswitch.extension.PolicySchema;

/** What a document says and nobody obeys: of extensions that are absent, or older than a policy; each is named once. */
final class WithoutEffect {
    private final Complaints complaints;
    private final Map<String, String> whileAbsent = new TreeMap<>();
    private final Map<String, String> newer = new TreeMap<>();

    /** @param complaints says where things stand */
    WithoutEffect(Complaints complaints) {
        this.complaints = complaints;
    }

    /** Something has no effect while an extension is absent. */
    void unlessPresent(String extension, Path place, String what) {
        whileAbsent.putIfAbsent(extension, complaints.place(place) + ": " + what + extension);
    }

    /**
     * The policies of a port or a switch.
     *
     * @param owner where that stands
     * @param type  the record that an extension defines for its policies
     */
    void policies(Map<String, Object> policies, Path owner, Function<String, Optional<Class<? extends Record>>> type) {
        policies.forEach((id, tree) -> {
            final Path place = owner.key("policies").key(id);
            unlessPresent(id, place, "the policy of extension ");
            type.apply(id).map(PolicySchema::of).filter(schema -> schema.isBefore(tree))
                    .ifPresent(schema -> newer.putIfAbsent(id, complaints.place(place) + ": the policy of extension "
                            + id + " is kept and has no effect while version " + PolicySchema.versionOf(tree)
                            + " is not installed; there is " + schema.version()));
        });
    }

    List<String> warnings(Predicate<String> present) {
        final List<String> warnings = new ArrayList<>();
        whileAbsent.forEach((id, what) -> {
            if (!present.test(id)) {
                warnings.add(what + " is kept and has no effect while that is not installed");
            }
        });
        warnings.addAll(newer.values());
        return warnings;
    }
}
