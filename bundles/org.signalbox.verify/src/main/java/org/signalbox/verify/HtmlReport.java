package org.signalbox.verify;

import java.util.List;
import java.util.Locale;

import org.signalbox.frame.FrameView;

/**
 * Verdicts as one page for people, which asks for nothing from elsewhere. Names and texts that come out of a bundle are
 * not to be trusted, so nothing is written unescaped.
 */
final class HtmlReport {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
            <title>Signalbox verify</title>
            <style>
            :root { color-scheme: light dark; --back: #fff; --text: #1d2430; --faint: #667; --line: #d8dce3;
              --ok: #1a7f37; --red: #c4281c; --box: #f5f6f8; }
            @media (prefers-color-scheme: dark) { :root { --back: #14181f; --text: #e3e6eb; --faint: #98a0ad;
              --line: #343b46; --ok: #4cc26b; --red: #ff7b70; --box: #1d232c; } }
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem;
              background: var(--back); color: var(--text); }
            table { border-collapse: collapse; width: 100%; }
            th, td { text-align: left; vertical-align: top; padding: .4rem .6rem;
              border-bottom: 1px solid var(--line); }
            th { color: var(--faint); font-weight: 600; }
            td.verdict { white-space: nowrap; font-weight: 600; }
            .ok { color: var(--ok); } .red { color: var(--red); } .not-judged, dt { color: var(--faint); }
            pre { background: var(--box); padding: .5rem; margin: .4rem 0 0; white-space: pre-wrap;
              overflow-wrap: anywhere; font-size: 12px; }
            figure { margin: .6rem 0 0; } figcaption { color: var(--faint); font-size: 13px; }
            dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; } dd { margin: 0;
              overflow-wrap: anywhere; }
            </style>
            </head>
            <body>
            <h1>Signalbox verify</h1>
            """;

    private final StringBuilder page = new StringBuilder(HEAD);

    private HtmlReport() {
    }

    /** @param environment what judged, from a name to a value, in pairs */
    static String of(final List<Verdict> verdicts, final List<List<String>> environment) {
        final HtmlReport report = new HtmlReport();
        verdicts.forEach(report::verdict);
        report.page.append("<h2>Judged by</h2>\n");
        report.list(environment);
        return report.page.append("</body>\n</html>\n").toString();
    }

    private void verdict(final Verdict verdict) {
        page.append("<h2>").append(escaped(verdict.jar().symbolicName())).append(' ')
                .append(escaped(verdict.jar().version())).append(": <span class=\"")
                .append(verdict.findings() == 0 ? "ok" : "red").append("\">").append(verdict.summary())
                .append("</span></h2>\n");
        list(List.of(List.of("File", verdict.file().toString()),
                List.of("SHA-256", verdict.jar().digest()),
                List.of("Took", String.format(Locale.ROOT, "%.1f s", verdict.seconds()))));
        page.append("<table>\n<tr><th>Check</th><th>Verdict</th><th>What was seen</th></tr>\n");
        verdict.lines().forEach(this::line);
        page.append("</table>\n");
    }

    private void line(final Verifier.Line line) {
        final Judgement judgement = line.judgement();
        page.append("<tr><td>").append(escaped(line.check())).append("</td><td class=\"verdict ")
                .append(judgement.word().replace(' ', '-')).append("\">").append(judgement.word()).append("</td><td>");
        judgement.finding().ifPresentOrElse(this::finding, () -> page.append(escaped(judgement.note())));
        page.append("</td></tr>\n");
    }

    private void finding(final Finding finding) {
        page.append("<p>").append(escaped(finding.seen())).append("</p>");
        for (final byte[] frame : finding.shown()) {
            page.append("<figure><figcaption>").append(escaped(frame.length + " bytes: " + FrameView.of(frame)))
                    .append("</figcaption><pre>").append(escaped(Finding.hex(frame))).append("</pre></figure>");
        }
        page.append("<p><strong>Do:</strong> ").append(escaped(finding.remedy())).append("</p>");
    }

    private void list(final List<List<String>> pairs) {
        page.append("<dl>\n");
        pairs.forEach(pair -> page.append("<dt>").append(escaped(pair.getFirst())).append("</dt><dd>")
                .append(escaped(pair.getLast())).append("</dd>\n"));
        page.append("</dl>\n");
    }

    /** Characters that a page may not have become spaces. */
    static String escaped(final String text) {
        final StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(point -> {
            switch (point) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(isAllowed(point) ? Character.toString(point) : " ");
            }
        });
        return safe.toString();
    }

    private static boolean isAllowed(final int point) {
        return point == '\n' || !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE
                && (point & 0xFFFE) != 0xFFFE;
    }
}
