package org.signalbox.house.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Markdown that grows block by block, with an empty line between two; what is prose is filled to 120 columns. */
final class Prose {
    private static final int WIDTH = 120;
    /** What must not come first on a line, where it would begin a block. */
    private static final Pattern BEGINS_A_BLOCK = Pattern.compile("[-+*]|>.*|#{1,6}|=+|-+|\\d+[.)]|\\|.*|```.*");

    private final StringBuilder text = new StringBuilder();
    private boolean inList;

    /** One paragraph. */
    Prose paragraph(final String words) {
        return words.isBlank() ? this : block(fill(words, "", ""));
    }

    /** One item of a list; items that follow each other are one list. */
    Prose item(final String words) {
        if (!inList) {
            gap();
        }
        text.append(fill(words, "- ", "  ")).append('\n');
        inList = true;
        return this;
    }

    /** Lines that stay as they are. */
    Prose block(final String lines) {
        gap();
        text.append(lines.stripTrailing()).append('\n');
        inList = false;
        return this;
    }

    private void gap() {
        if (!text.isEmpty()) {
            text.append('\n');
        }
    }

    private static String fill(final String words, final String first, final String next) {
        final List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (final String word : words.strip().split("\\s+")) {
            if (!empty && line.length() + 1 + word.length() > WIDTH && !BEGINS_A_BLOCK.matcher(word).matches()) {
                lines.add(line.toString());
                line = new StringBuilder(next);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
        return String.join("\n", lines);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
