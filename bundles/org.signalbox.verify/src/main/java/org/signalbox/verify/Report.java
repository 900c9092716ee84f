package org.signalbox.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.signalbox.schema.JsonText;

/** What was found, in words and as JSON. */
final class Report {
    private Report() {
    }

    /** A check in one line, or more if it is red. */
    static String text(final Verifier.Line line) {
        final Judgement judgement = line.judgement();
        final StringBuilder text = new StringBuilder(state(judgement)).append(' ').append(line.check());
        if (judgement.finding().isEmpty()) {
            return text.append(judgement.note().isEmpty() ? "" : ": " + judgement.note()).toString();
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

    static long findings(final List<Verifier.Line> lines) {
        return lines.stream().filter(line -> line.judgement().finding().isPresent()).count();
    }

    static String summary(final List<Verifier.Line> lines, final double seconds) {
        final long findings = findings(lines);
        return String.format(Locale.ROOT, "%s, in %.1f s", findings == 0 ? "sound"
                : findings == 1 ? "1 finding" : findings + " findings", seconds);
    }

    static String json(final ExtensionJar jar, final List<Verifier.Line> lines, final double seconds) {
        final Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("extension", jar.symbolicName());
        tree.put("version", jar.version());
        tree.put("findings", findings(lines));
        tree.put("seconds", seconds);
        final List<Object> checks = new ArrayList<>();
        for (final Verifier.Line line : lines) {
            final Map<String, Object> check = new LinkedHashMap<>();
            check.put("check", line.check());
            check.put("verdict", line.judgement().finding().isPresent() ? "red"
                    : line.judgement().judged() ? "ok" : "not judged");
            line.judgement().finding().ifPresentOrElse(finding -> {
                check.put("seen", finding.seen());
                check.put("frames", finding.frames());
                check.put("do", finding.remedy());
            }, () -> check.put("note", line.judgement().note()));
            checks.add(check);
        }
        tree.put("checks", checks);
        return JsonText.pretty(tree);
    }
}
