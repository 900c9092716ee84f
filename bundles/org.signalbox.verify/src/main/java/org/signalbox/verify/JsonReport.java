package org.signalbox.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.signalbox.schema.JsonText;

/** Verdicts for programs. */
final class JsonReport {
    private JsonReport() {
    }

    /** Of one bundle, or of several that were asked for. */
    static String of(final List<Verdict> verdicts, final boolean isOne) {
        final List<Object> reports = verdicts.stream().<Object>map(JsonReport::tree).toList();
        return JsonText.pretty(isOne ? reports.getFirst() : Map.of("reports", reports));
    }

    private static Map<String, Object> tree(final Verdict verdict) {
        final Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("extension", verdict.jar().symbolicName());
        tree.put("version", verdict.jar().version());
        tree.put("findings", verdict.findings());
        tree.put("seconds", verdict.seconds());
        final List<Object> checks = new ArrayList<>();
        for (final Verifier.Line line : verdict.lines()) {
            final Map<String, Object> check = new LinkedHashMap<>();
            check.put("check", line.check());
            check.put("verdict", line.judgement().word());
            line.judgement().finding().ifPresentOrElse(finding -> {
                check.put("seen", finding.seen());
                check.put("frames", finding.frames());
                check.put("do", finding.remedy());
            }, () -> check.put("note", line.judgement().note()));
            checks.add(check);
        }
        tree.put("checks", checks);
        return tree;
    }
}
