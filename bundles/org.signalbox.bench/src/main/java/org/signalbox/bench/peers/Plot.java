package org.signalbox.bench.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The figures as bars in SVG; its colours follow whether the reader's screen is light or dark. */
final class Plot {
    private static final int WIDTH = 860;
    private static final int BARS_AT = 200;
    private static final int BARS_WIDTH = 570;
    private static final int BAR = 10;
    private static final int ROW = 30;
    private static final int HEAD = 40;
    private static final int GAP = 18;

    /** Two figures of one unit, beside each other for each switch. */
    private record Panel(String title, Figure first, String firstName, Figure second, String secondName) { }

    private static final List<Panel> PANELS = List.of(
            new Panel("CPU per small frame, ns (less is better)", Figure.CPU, "plain", Figure.GUARDED_CPU,
                    "VLANs and access list"),
            new Panel("Small frames, thousands a second", Figure.RATE, "plain", Figure.GUARDED_RATE,
                    "VLANs and access list"),
            new Panel("TCP, Gbit/s", Figure.TCP, "without offload", Figure.TCP_OFFLOAD, "with offload"),
            new Panel("Round trip, µs (less is better)", Figure.RTT_P50, "median", Figure.RTT_P99, "99th percentile"));

    private Plot() {
    }

    static String svg(final Figures figures) {
        final List<Figures.Row> rows = new ArrayList<>(figures.rows());
        final int panelHeight = HEAD + rows.size() * ROW + GAP;
        final StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img">
                <title>Signalbox and its peers</title>
                <style>
                text { font: 13px sans-serif; fill: #24292f }
                .ground { fill: #ffffff }
                .title { font-weight: bold }
                .value { font-size: 11px }
                .first { fill: #8c959f }
                .second { fill: #0969da }
                @media (prefers-color-scheme: dark) {
                text { fill: #e6edf3 }
                .ground { fill: #0d1117 }
                .first { fill: #7d8590 }
                .second { fill: #4493f8 }
                }
                </style>
                <rect class="ground" width="%1$d" height="%2$d"/>
                """.formatted(WIDTH, PANELS.size() * panelHeight + GAP));
        int top = GAP;
        for (final Panel panel : PANELS) {
            draw(svg, panel, figures, rows, top);
            top += panelHeight;
        }
        return svg.append("</svg>\n").toString();
    }

    private static void draw(final StringBuilder svg, final Panel panel, final Figures figures,
            final List<Figures.Row> rows, final int top) {
        text(svg, "title", GAP, top + 12, panel.title());
        legend(svg, "first", BARS_AT + 250, top, panel.firstName());
        legend(svg, "second", BARS_AT + 400, top, panel.secondName());
        double most = 0;
        for (final Figures.Row row : rows) {
            most = Math.max(most, Math.max(figures.median(row, panel.first()).orElse(0),
                    figures.median(row, panel.second()).orElse(0)));
        }
        for (int i = 0; i < rows.size(); i++) {
            final int y = top + HEAD - BAR + i * ROW;
            text(svg, "name", GAP, y + BAR + 4, rows.get(i).label());
            bar(svg, "first", y, panel.first(), figures.median(rows.get(i), panel.first()), most);
            bar(svg, "second", y + BAR + 1, panel.second(), figures.median(rows.get(i), panel.second()), most);
        }
    }

    private static void legend(final StringBuilder svg, final String style, final int x, final int top,
            final String name) {
        rectangle(svg, style, x, top + 3, BAR);
        text(svg, "value", x + BAR + 5, top + 12, name);
    }

    private static void bar(final StringBuilder svg, final String style, final int y, final Figure figure,
            final OptionalDouble value, final double most) {
        if (value.isPresent()) {
            final double width = Math.max(1, value.getAsDouble() / most * BARS_WIDTH);
            rectangle(svg, style, BARS_AT, y, width);
            text(svg, "value", BARS_AT + width + 5, y + BAR - 1, figure.text(value.getAsDouble()));
        }
    }

    private static void rectangle(final StringBuilder svg, final String style, final double x, final double y,
            final double width) {
        svg.append(String.format(Locale.ROOT,
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\"/>%n", style, x, y, width, BAR));
    }

    private static void text(final StringBuilder svg, final String style, final double x, final double y,
            final String words) {
        svg.append(String.format(Locale.ROOT, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n", style, x, y,
                words.replace("&", "&amp;").replace("<", "&lt;")));
    }
}
