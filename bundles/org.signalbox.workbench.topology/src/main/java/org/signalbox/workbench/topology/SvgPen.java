package org.signalbox.workbench.topology;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;

/**
 * Writes the map as SVG 1.1: texts are texts, and each thing is a group that is named. Knows no fonts: where the width
 * of a text matters it goes by what letters are wide as a rule.
 */
final class SvgPen implements Pen {

    private final StringBuilder svg = new StringBuilder();
    private final boolean dark;
    private final Map<URL, String> icons = new HashMap<>();

    SvgPen(boolean dark) {
        this.dark = dark;
    }

    /** The document with all that was drawn. */
    String document(int width, int height) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d"
                     font-family="Inter, sans-serif">
                <title>Topology</title>
                <rect width="100%%" height="100%%" fill="%s"/>
                """.formatted(width, height, width, height, Token.GROUND.hex(dark)) + svg + "</svg>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    @Override
    public void begin(Target target) {
        final String name = target.switchName() + target.port().map(port -> "/" + port).orElse("");
        add("<g data-kind=\"%s\" data-name=\"%s\"><title>%s</title>", target.kind().name().toLowerCase(Locale.ROOT),
                escaped(name), escaped(target.words()));
    }

    @Override
    public void end() {
        add("</g>");
    }

    @Override
    public void map(Camera camera) {
        add("<g transform=\"scale(%.4f) translate(%.2f %.2f)\">", camera.zoom(), -camera.left(), -camera.top());
    }

    @Override
    public void screen() {
        add("</g>");
    }

    @Override
    public void dim(boolean dim) {
        // a picture for others shows everything alike
    }

    @Override
    public void fill(Box box, int arc, Token colour) {
        add("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\" fill=\"%s\"/>", box.x(), box.y(), box.width(),
                box.height(), arc / 2, colour.hex(dark));
    }

    @Override
    public void outline(Box box, int arc, Token colour, int width) {
        add("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\" fill=\"none\" stroke=\"%s\""
                + " stroke-width=\"%d\"/>",
                box.x(), box.y(), box.width(), box.height(), arc / 2, colour.hex(dark), width);
    }

    @Override
    public void line(int x1, int y1, int x2, int y2, Token colour) {
        add("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>", x1, y1, x2, y2, colour.hex(dark));
    }

    @Override
    public void curve(int x1, int y1, int x2, int y2, Stroke stroke) {
        final int middle = (x1 + x2) / 2;
        add("<path d=\"M%d %dC%d %d %d %d %d %d\" fill=\"none\" stroke=\"%s\" stroke-width=\"%d\"%s/>", x1, y1, middle,
                y1, middle, y2, x2, y2, stroke.colour().hex(dark), stroke.width(),
                stroke.dashed() ? " stroke-dasharray=\"5 4\"" : "");
    }

    @Override
    public void dot(int x, int y, int size, boolean full, Token colour) {
        final double radius = size / 2.0;
        add(full ? "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\"/>"
                : "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"none\" stroke=\"%s\"/>", x + radius, y + radius,
                radius, colour.hex(dark));
    }

    @Override
    public void icon(URL svgIcon, int x, int y, Token colour) {
        add("<g transform=\"translate(%d %d)\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\">%s</g>", x, y,
                colour.hex(dark), icons.computeIfAbsent(svgIcon, SvgPen::strokes));
    }

    /** What stands within the outermost element of an icon. */
    private static String strokes(URL icon) {
        try (InputStream in = icon.openStream()) {
            final String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.substring(text.indexOf('>') + 1, text.lastIndexOf("</svg>")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void textEnd(String text, int right, int y, Face face, Token colour) {
        text(text, right, y, face, colour, " text-anchor=\"end\"");
    }

    @Override
    public void text(String text, int x, int y, Face face, Token colour) {
        text(text, x, y, face, colour, "");
    }

    private void text(String text, int x, int y, Face face, Token colour, String anchor) {
        final double size = size(face);
        final boolean bold = face == Face.STRONG || face == Face.CAPS || face == Face.TITLE;
        add("<text x=\"%d\" y=\"%.1f\" font-size=\"%.1f\"%s fill=\"%s\"%s>%s</text>", x, y + size, size,
                bold ? " font-weight=\"600\"" : "", colour.hex(dark), anchor, escaped(text));
    }

    /** In pixels: the faces are given in points at 96 dots an inch. */
    private static double size(Face face) {
        return switch (face) {
            case BODY, STRONG -> 13.3;
            case SMALL, MONO -> 12;
            case CAPS -> 10.7;
            case TITLE -> 18.7;
        };
    }

    @Override
    public int width(String text, Face face) {
        return (int) Math.ceil(size(face) * text.chars().mapToDouble(SvgPen::width).sum());
    }

    /** In parts of the letters' size. */
    private static double width(int letter) {
        return "il.,:;|!'I \u202f".indexOf(letter) >= 0 ? 0.28 : "mwMW\u2192".indexOf(letter) >= 0 ? 0.88
                : Character.isUpperCase(letter) ? 0.68 : 0.59;
    }

    @Override
    public int height(Face face) {
        return (int) Math.round(size(face) * 1.25);
    }
}
