package org.signalbox.practices;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.signalbox.command.FabricDocument;
import org.signalbox.practice.Practice;

/** What all practices said of a document, by their ids. */
record Scan(FabricDocument document, List<Practice> practices, Instant when, List<Outcome> outcomes) {

    Scan {
        practices = List.copyOf(practices);
        outcomes = outcomes.stream().sorted(Comparator.comparing(each -> each.rule().id())).toList();
    }

    /** The findings and failures, the most severe first, then by rule, then in the document's order. */
    List<BpaResult> results() {
        return outcomes.stream().flatMap(Scan::results)
                .sorted(Comparator.comparing(BpaResult::severity).reversed()).toList();
    }

    private static Stream<BpaResult> results(Outcome outcome) {
        return outcome.failure().isEmpty()
                ? outcome.findings().stream().map(finding -> BpaResult.of(outcome.rule(), finding))
                : Stream.of(BpaResult.failed(outcome));
    }
}
