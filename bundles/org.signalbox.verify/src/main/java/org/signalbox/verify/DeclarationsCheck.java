package org.signalbox.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.signalbox.schema.Schema;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.PortStep;
import org.signalbox.vswitch.extension.StagePort;

/** What it says of itself does not change and makes sense, and what it is asked it answers. */
final class DeclarationsCheck implements Check {
    private static final int TIMES = 5;
    private static final StagePort PORT = new StagePort(-1, Lab.name(Lab.A), Optional.empty());

    @Override
    public String name() {
        return "declarations";
    }

    @Override
    public Judgement judge(final Subject subject) {
        final Extension extension = subject.extension();
        return order(extension, subject.id()).or(() -> steady(extension)).or(() -> answers(extension))
                .map(Judgement::red).orElseGet(() -> Judgement.ok(words(extension)));
    }

    private static String words(final Extension extension) {
        final List<String> words = new ArrayList<>();
        if (!extension.runsBefore().isEmpty()) {
            words.add("before " + String.join(", ", extension.runsBefore()));
        }
        if (!extension.runsAfter().isEmpty()) {
            words.add("after " + String.join(", ", extension.runsAfter()));
        }
        words.add(extension.isStateless() ? "stateless" : "not stateless");
        return String.join("; ", words);
    }

    private static Optional<Finding> order(final Extension extension, final String id) {
        final List<String> both = extension.runsBefore().stream().filter(extension.runsAfter()::contains).toList();
        if (extension.runsBefore().contains(id) || extension.runsAfter().contains(id)) {
            return Optional.of(Finding.of("it wants to run before or after itself",
                    "name others in runsBefore and runsAfter"));
        }
        return both.isEmpty() ? Optional.empty() : Optional.of(Finding.of("it wants to run before and after "
                + both.getFirst(), "name it in one of runsBefore and runsAfter"));
    }

    private static Optional<Finding> steady(final Extension extension) {
        final Map<String, Callable<Object>> questions = new LinkedHashMap<>();
        questions.put("kind", extension::kind);
        questions.put("runsBefore", extension::runsBefore);
        questions.put("runsAfter", extension::runsAfter);
        questions.put("isStateless", extension::isStateless);
        questions.put("portPolicy", extension::portPolicy);
        questions.put("switchPolicy", extension::switchPolicy);
        for (final Map.Entry<String, Callable<Object>> each : questions.entrySet()) {
            try {
                final Object first = each.getValue().call();
                for (int time = 1; time < TIMES; time++) {
                    final Object again = each.getValue().call();
                    if (!first.equals(again)) {
                        return Optional.of(Finding.of(each.getKey() + " answers " + first + ", and then " + again,
                                "always give the same answer"));
                    }
                }
            } catch (final Exception | LinkageError thrown) {
                return Optional.of(thrown(each.getKey(), thrown));
            }
        }
        return Optional.empty();
    }

    private static Optional<Finding> answers(final Extension extension) {
        final Map<String, Callable<Object>> questions = new LinkedHashMap<>();
        for (final PortStep step : PortStep.values()) {
            if (step.canBeVetoed()) {
                questions.put("veto of " + step, () -> extension.veto(step, DrivenStage.SWITCH, PORT));
            }
        }
        records(extension.portPolicy()).forEach(policy -> questions.put("refuse of " + policy,
                () -> extension.refuse(DrivenStage.SWITCH, PORT, policy)));
        records(extension.switchPolicy()).forEach(policy -> questions.put("refuse of " + policy,
                () -> extension.refuse(DrivenStage.SWITCH, policy)));
        for (final Map.Entry<String, Callable<Object>> each : questions.entrySet()) {
            try {
                if (each.getValue().call() == null) {
                    return Optional.of(Finding.of(each.getKey() + " answers null", "answer with Optional.empty()"));
                }
            } catch (final Exception | LinkageError thrown) {
                return Optional.of(thrown(each.getKey(), thrown));
            }
        }
        return Optional.empty();
    }

    private static List<Record> records(final Optional<Class<? extends Record>> type) {
        return type.<List<Record>>map(record -> new ArrayList<>(PolicySamples.of(Schema.of(record)).taken().stream()
                .map(Schema.of(record)::bind).toList())).orElse(List.of());
    }

    private static Finding thrown(final String question, final Throwable thrown) {
        return Finding.of(question + " throws " + thrown + Thrown.place(thrown, DeclarationsCheck.class),
                "answer, for whatever is asked");
    }
}
