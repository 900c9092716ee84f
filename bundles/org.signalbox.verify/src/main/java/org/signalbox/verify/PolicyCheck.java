package org.signalbox.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.schema.Schema;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.PolicySchema;

/**
 * Its policies are records that make a schema, what is optional there may be left out, what they refuse they refuse in
 * words, those of older versions are brought up to date, and the switch takes the extension in.
 */
final class PolicyCheck implements Check {
    private static final String REMEDY = "make it a public record of the types that org.signalbox.schema.Schema names";

    @Override
    public String name() {
        return "policy schema";
    }

    @Override
    public Judgement judge(final Subject subject) {
        final List<String> notes = new ArrayList<>();
        try {
            final Extension extension = subject.extension();
            for (final Optional<Class<? extends Record>> type : List.of(extension.portPolicy(),
                    extension.switchPolicy())) {
                if (type.isPresent()) {
                    final Optional<Finding> finding = complaint(extension, type.get(), notes);
                    if (finding.isPresent()) {
                        return Judgement.last(finding.get());
                    }
                }
            }
        } catch (final RuntimeException | LinkageError e) {
            return Judgement.last(Finding.of("a policy is no schema: " + e.getMessage(), REMEDY));
        }
        if (!subject.isTakenIn()) {
            return Judgement.last(Finding.of("the switch does not take the extension in",
                    "answer runsBefore, runsAfter, portPolicy and switchPolicy at once and without throwing"));
        }
        if (!subject.jar().policies().isEmpty()) {
            notes.add("judged under those that the bundle names");
        }
        return stage(subject).map(Judgement::last)
                .orElseGet(() -> Judgement.ok(notes.isEmpty() ? "no policies" : String.join("; ", notes)));
    }

    /** A stage comes to be under every policy that could be made. */
    private static Optional<Finding> stage(final Subject subject) {
        final List<Policies> all;
        try {
            all = subject.policies();
        } catch (final IllegalArgumentException none) {
            return Optional.of(Finding.of(ExtensionJar.POLICIES + ": " + none.getMessage(),
                    "name policies there as a fabric document has them, or leave it out"));
        }
        for (final Policies policies : all) {
            try {
                subject.lab(policies).play(List.of(), Lab.WHOLE_BATCHES, false);
            } catch (final IllegalArgumentException refused) {
                return Optional.of(Finding.of("it makes no stage: " + refused.getMessage(),
                        "let create, compile, portChanged and switchPolicyChanged take every policy, and null, or"
                                + " refuse one in its record's constructor or in refuse").under(policies));
            }
        }
        return Optional.empty();
    }

    private static Optional<Finding> complaint(final Extension extension, final Class<? extends Record> type,
            final List<String> notes) {
        final PolicySchema policy = PolicySchema.of(type);
        final Schema<? extends Record> schema = Schema.of(type);
        if (!schema.jsonSchema().containsKey("required") && !schema.jsonSchema().containsKey("$ref")) {
            schema.bind(Map.of());
        }
        final PolicySamples samples = PolicySamples.of(schema);
        if (samples.fault().isPresent()) {
            return samples.fault();
        }
        for (int version = 1; version < policy.version(); version++) {
            for (final Map<String, Object> tree : samples.taken()) {
                final Optional<Finding> finding = upgraded(extension, type, version, tree);
                if (finding.isPresent()) {
                    return finding;
                }
            }
        }
        notes.add(type.getSimpleName() + " of version " + policy.version() + ", " + samples.taken().size()
                + " policies made" + (samples.refused() == 0 ? "" : " and " + samples.refused() + " refused"));
        return Optional.empty();
    }

    private static Optional<Finding> upgraded(final Extension extension, final Class<? extends Record> type,
            final int version, final Map<String, Object> tree) {
        Object outcome;
        try {
            final Map<String, Object> today = extension.upgradePolicy(type, version, tree);
            if (today != null) {
                return Optional.empty();
            }
            outcome = "nothing";
        } catch (final RuntimeException | LinkageError thrown) {
            outcome = thrown + Thrown.place(thrown, PolicyCheck.class);
        }
        return Optional.of(Finding.of("upgradePolicy gives " + outcome + " for version " + version + " of " + tree,
                "give back what is there when there is nothing to bring up to date; the record refuses it in words"));
    }
}
