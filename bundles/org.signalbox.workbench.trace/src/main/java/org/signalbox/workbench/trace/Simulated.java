package org.signalbox.workbench.trace;

import java.util.List;
import java.util.Optional;
import org.signalbox.workbench.Cmdlet;

/**
 * An answer on screen.
 *
 * @param current  false once something else stands in the bar
 * @param passages of its frames, as far as their bytes are known
 */
record Simulated(Question question, WhatIf whatIf, boolean current, Outcome outcome, List<Passage> passages) {

    String sentence() {
        return question.words() + ".  " + outcome.sentence();
    }

    /** What was run for it, while that is what the bar says. */
    Optional<Cmdlet> cmdlet() {
        return current ? Optional.of(question.trace(whatIf)) : Optional.empty();
    }

    Simulated outdated() {
        return new Simulated(question, whatIf, false, outcome, passages);
    }
}
