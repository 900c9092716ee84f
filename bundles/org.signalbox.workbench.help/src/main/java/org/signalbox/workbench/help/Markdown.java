package org.signalbox.workbench.help;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.signalbox.workbench.help.Block.Code;
import org.signalbox.workbench.help.Block.Heading;
import org.signalbox.workbench.help.Block.Item;
import org.signalbox.workbench.help.Block.Paragraph;
import org.signalbox.workbench.help.Span.Look;

/**
 * Reads the Markdown of help pages: headings of three levels, paragraphs, lists of one level, fenced code, tables as
 * lists of their rows, {@code **strong**}, {@code `code`} and links, whose target stands in angle brackets where it has blanks
 * ({@code +} stands for one in others). All else is text as it stands; nothing is refused.
 */
final class Markdown {

    private static final Pattern HEADING = Pattern.compile("(#{1,3}) +(.+)");
    private static final Pattern ITEM = Pattern.compile("([-*]|\\d+\\.) +(.+)");
    private static final Pattern RULE = Pattern.compile("[|:\\- ]+");
    private static final Pattern INLINE =
            Pattern.compile("`([^`]+)`|\\*\\*([^*]+)\\*\\*|\\[([^\\]]+)]"
            + "\\((?:<([^>]+)>|([^)\\s]+))\\)|\\\\([|*`\\[\\]\\\\])");
    private static final String FENCE = "```";
    private static final String BULLET = "\u2022";

    private final List<Block> blocks = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private Function<List<Span>, Block> kind = Paragraph::new;
    private boolean headed;

    private Markdown() {
    }

    /** The blocks of a page. */
    static List<Block> parse(String text) {
        final Markdown reader = new Markdown();
        final List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().startsWith(FENCE)) {
                i = reader.code(lines, i + 1);
            } else {
                reader.line(lines.get(i).strip());
            }
        }
        reader.close();
        return List.copyOf(reader.blocks);
    }

    private int code(List<String> lines, int from) {
        close();
        int end = from;
        while (end < lines.size() && !lines.get(end).strip().equals(FENCE)) {
            end++;
        }
        blocks.add(new Code(String.join("\n", lines.subList(from, end))));
        return end;
    }

    private void line(String line) {
        final Matcher heading = HEADING.matcher(line);
        final Matcher item = ITEM.matcher(line);
        if (line.startsWith("|")) {
            close();
            row(line);
            return;
        }
        headed = false;
        if (line.isEmpty()) {
            close();
        } else if (heading.matches()) {
            close();
            blocks.add(new Heading(heading.group(1).length(), spans(heading.group(2))));
        } else if (item.matches()) {
            close();
            final String sign = item.group(1).length() == 1 ? BULLET : item.group(1);
            kind = spans -> new Item(sign, spans);
            open.append(item.group(2));
        } else {
            open.append(open.isEmpty() ? "" : " ").append(line);
        }
    }

    /** The first row of a table names the columns, which its rows say themselves. */
    private void row(String line) {
        if (!headed || RULE.matcher(line).matches()) {
            headed = true;
            return;
        }
        final List<String> cells = Arrays.stream(line.substring(1).split("(?<!\\\\)\\|")).map(String::strip)
                .filter(cell -> !cell.isEmpty()).toList();
        if (!cells.isEmpty()) {
            blocks.add(new Item(BULLET, spans(String.join(" \u2013 ", cells))));
        }
    }

    private void close() {
        if (!open.isEmpty()) {
            blocks.add(kind.apply(spans(open.toString())));
            open.setLength(0);
        }
        kind = Paragraph::new;
    }

    private static List<Span> spans(String text) {
        final List<Span> spans = new ArrayList<>();
        final StringBuilder plain = new StringBuilder();
        final Matcher matcher = INLINE.matcher(text);
        int at = 0;
        while (matcher.find()) {
            plain.append(text, at, matcher.start());
            at = matcher.end();
            if (matcher.group(6) != null) {
                plain.append(matcher.group(6));
            } else {
                flush(plain, spans);
                spans.add(span(matcher));
            }
        }
        plain.append(text, at, text.length());
        flush(plain, spans);
        return List.copyOf(spans);
    }

    private static Span span(Matcher found) {
        if (found.group(1) != null) {
            return Span.of(found.group(1).replace("\\|", "|"), Look.CODE);
        }
        if (found.group(2) != null) {
            return Span.of(found.group(2), Look.STRONG);
        }
        final Optional<Target> target = Target.parse(found.group(4) != null ? found.group(4)
                : found.group(5).replace('+', ' '));
        final boolean code = found.group(3).matches("`[^`]+`");
        return new Span(code ? found.group(3).substring(1, found.group(3).length() - 1) : found.group(3),
                code ? Look.CODE : Look.TEXT, target);
    }

    private static void flush(StringBuilder plain, List<Span> spans) {
        if (!plain.isEmpty()) {
            spans.add(Span.of(plain.toString(), Look.TEXT));
            plain.setLength(0);
        }
    }
}
