package org.signalbox.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.schema.Schema;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.PolicySchema;

/** Its policies are records that make a schema, what is optional there may be left out, the switch takes it in. */
final class PolicyCheck implements Check {
    private static final String REMEDY = "make it a public record of the types that org.signalbox.schema.Schema names";

    private final List<String> notes = new ArrayList<>();

    @Override
    public String name() {
        return "policy schema";
    }

    @Override
    public Judgement judge(final Subject subject) {
        notes.clear();
        final Optional<Map<String, Object>> port;
        final Optional<Map<String, Object>> whole;
        try {
            final Extension extension = subject.extension();
            port = sample("port", extension.portPolicy());
            whole = sample("switch", extension.switchPolicy());
        } catch (final RuntimeException | LinkageError e) {
            return Judgement.last(Finding.of("a policy is no schema: " + e.getMessage(), REMEDY));
        }
        if (!subject.isTakenIn()) {
            return Judgement.last(Finding.of("the switch does not take the extension in",
                    "answer runsBefore, runsAfter, portPolicy and switchPolicy at once and without throwing"));
        }
        subject.policies(port, whole);
        try {
            subject.lab().play(List.of(), Lab.WHOLE_BATCHES, false);
        } catch (final IllegalArgumentException refused) {
            subject.policies(Optional.empty(), Optional.empty());
            notes.add("judged without policies, since the least one is refused (" + refused.getMessage() + ")");
            return withoutPolicies(subject);
        }
        return Judgement.ok(notes.isEmpty() ? "no policies" : String.join("; ", notes));
    }

    /** An extension may refuse a policy for reasons of its own; it has to do without one. */
    private Judgement withoutPolicies(final Subject subject) {
        try {
            subject.lab().play(List.of(), Lab.WHOLE_BATCHES, false);
            return Judgement.ok(String.join("; ", notes));
        } catch (final IllegalArgumentException refused) {
            return Judgement.last(Finding.of("it makes no stage: " + refused.getMessage(),
                    "let create, portChanged and switchPolicyChanged do without a policy"));
        }
    }

    private Optional<Map<String, Object>> sample(final String of, final Optional<Class<? extends Record>> type) {
        if (type.isEmpty()) {
            return Optional.empty();
        }
        final PolicySchema policy = PolicySchema.of(type.get());
        final Schema<? extends Record> schema = Schema.of(type.get());
        if (!schema.jsonSchema().containsKey("required") && !schema.jsonSchema().containsKey("$ref")) {
            schema.bind(Map.of());
        }
        final Optional<Map<String, Object>> least = SamplePolicy.of(schema);
        notes.add(of + " policy version " + policy.version()
                + least.map(tree -> ", judged with " + tree).orElse(", judged without: none could be made"));
        return least.map(policy::written);
    }
}
