package org.signalbox.practices;

import java.util.List;

import org.signalbox.practice.Finding;
import org.signalbox.practice.Rule;
import org.signalbox.practice.Severity;

/**
 * What one practice said of a document.
 *
 * @param failure why it said nothing, in one sentence; empty when it did
 * @param late    whether it may still say something
 */
record Outcome(Rule rule, List<Finding> findings, String failure, boolean late) {

    Outcome {
        findings = List.copyOf(findings);
    }

    /** Of a practice that could not be asked. */
    static Outcome failed(String id, String failure, boolean late) {
        return new Outcome(new Rule(id, Severity.ERROR, "A practice answers within a second.",
                "It belongs to a bundle that is at fault; the other practices are checked all the same.", "Signalbox"),
                List.of(), failure, late);
    }
}
