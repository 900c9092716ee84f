package org.signalbox.verify;

import java.util.Optional;

/**
 * What a check says.
 *
 * @param note    figures or a restriction; may be empty
 * @param finding empty when all is well
 * @param judged  whether it could be judged at all
 * @param ends    whether later checks make no sense
 */
record Judgement(String note, Optional<Finding> finding, boolean judged, boolean ends) {
    static Judgement ok(final String note) {
        return new Judgement(note, Optional.empty(), true, false);
    }

    static Judgement red(final Finding finding) {
        return new Judgement("", Optional.of(finding), true, false);
    }

    /** One after which nothing can be said any more. */
    static Judgement last(final Finding finding) {
        return new Judgement("", Optional.of(finding), true, true);
    }

    static Judgement notJudged(final String why) {
        return new Judgement(why, Optional.empty(), false, false);
    }

    /** For programs and pages. */
    String word() {
        return finding.isPresent() ? "red" : judged ? "ok" : "not judged";
    }
}
