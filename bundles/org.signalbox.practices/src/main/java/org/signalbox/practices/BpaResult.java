package org.signalbox.practices;

import org.signalbox.practice.Finding;
import org.signalbox.practice.Rule;
import org.signalbox.practice.Severity;

/**
 * A finding as cmdlets answer with it. Source of the names: Microsoft, {@code Get-BpaResult}.
 *
 * @param object     the switch, or the switch and the port; empty where a practice has failed
 * @param resolution the command that mends it; empty where there is none
 * @param impact     why it matters
 */
public record BpaResult(Severity severity, String ruleId, String object, String problem, String resolution,
        String title, String impact, String source) {

    static BpaResult of(Rule rule, Finding finding) {
        return new BpaResult(rule.severity(), rule.id(), finding.object(), finding.problem(), finding.fix(),
                rule.title(), rule.why(), rule.source());
    }

    static BpaResult failed(Outcome outcome) {
        return new BpaResult(Severity.ERROR, outcome.rule().id(), "", outcome.failure(), "", outcome.rule().title(),
                outcome.rule().why(), outcome.rule().source());
    }
}
