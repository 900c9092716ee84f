package org.signalbox.workbench.health;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which problems are shown.
 *
 * @param text words that all stand somewhere in the problem; case does not count
 */
record Filter(Set<Severity> severities, String text) {

    static final Filter ALL = new Filter(Set.of(Severity.values()), "");

    Filter {
        severities = Set.copyOf(severities);
    }

    static Filter of(Severity severity) {
        return new Filter(Set.of(severity), "");
    }

    static Filter of(Problem.Kind kind) {
        return new Filter(ALL.severities, kind.word());
    }

    boolean shows(Problem problem) {
        if (!severities.contains(problem.severity())) {
            return false;
        }
        if (text.isBlank()) {
            return true;
        }
        final String all = String.join("\n", problem.kind().word(), problem.object(), problem.sentence(),
                problem.rule(), problem.fix()).toLowerCase(Locale.ROOT);
        return Stream.of(text.toLowerCase(Locale.ROOT).strip().split("\\s+")).allMatch(all::contains);
    }
}
