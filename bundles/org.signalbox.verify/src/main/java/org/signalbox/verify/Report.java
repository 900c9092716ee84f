package org.signalbox.verify;

import java.util.Locale;

/** What was found, in words. */
final class Report {
    private Report() {
    }

    /** A check in one line, or more if it is red. */
    static String text(final Verifier.Line line) {
        final Judgement judgement = line.judgement();
        final StringBuilder text = new StringBuilder(state(judgement)).append(' ').append(line.check());
        if (judgement.finding().isEmpty()) {
            return text.append(judgement.note().isEmpty() ? "" : ": " + oneLine(judgement.note())).toString();
        }
        final Finding finding = judgement.finding().get();
        text.append(": ").append(oneLine(finding.seen()));
        finding.frames().forEach(frame -> text.append("\n    frame ").append(frame));
        return text.append("\n    do: ").append(finding.remedy()).toString();
    }

    private static String state(final Judgement judgement) {
        return judgement.finding().isPresent() ? "RED" : judgement.judged() ? "ok " : "-- ";
    }

    /** What text from outside says, without what would break the line. */
    static String oneLine(final String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    static String summary(final Verdict verdict) {
        return String.format(Locale.ROOT, "%s, in %.1f s", verdict.summary(), verdict.seconds());
    }
}
