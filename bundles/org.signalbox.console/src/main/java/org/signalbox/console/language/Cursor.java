package org.signalbox.console.language;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Where a cursor stands in a line that need not be complete: in which command, behind which words.
 *
 * @param words    finished words of the stage at the cursor, the command first, without quotes; a bracket is one word
 * @param prefix   the word at the cursor up to it, without an opening quote
 * @param start    index of the prefix's first character, an opening quote included
 * @param upstream the text of the stages before this one, without the last pipe; empty when there are none
 * @param block    whether the cursor stands within <code>{ }</code>; then words and upstream are those of the command around
 */
public record Cursor(List<String> words, String prefix, int start, String upstream, boolean block) {
    /** A stage that is not finished. */
    private static final class Level {
        final char bracket;
        final int start;
        int statement;
        int pipe = -1;
        List<String> words = new ArrayList<>();

        Level(char bracket, int start) {
            this.bracket = bracket;
            this.start = start;
            this.statement = start;
        }
    }

    /** Finds the cursor's place; anything that cannot be read is taken as it stands. */
    public static Cursor of(String line, int cursor) {
        final String text = line.substring(0, Math.clamp(cursor, 0, line.length()));
        final Deque<Level> levels = new ArrayDeque<>(List.of(new Level(' ', 0)));
        int start = 0;
        int i = 0;
        while (i < text.length()) {
            final Level level = levels.getLast();
            final char c = text.charAt(i);
            if (c == '\'' || c == '"') {
                final int close = text.indexOf(c, i + 1);
                if (close < 0) {
                    start = i;
                    break;
                }
                i = close + 1;
                continue;
            }
            final int next = i + 1;
            switch (c) {
                case ' ', '\t', '=' -> {
                    end(level, text, start, i);
                    if (c == '=' && level.bracket == ' ') {
                        level.words = new ArrayList<>();
                        level.statement = next;
                        level.pipe = -1;
                    }
                    start = next;
                }
                case '|', ';', '\n' -> {
                    level.words = new ArrayList<>();
                    level.pipe = c == '|' ? i : -1;
                    level.statement = c == '|' ? level.statement : next;
                    start = next;
                }
                case '(', '{' -> {
                    levels.addLast(new Level(i > 0 && text.charAt(i - 1) == '@' ? '@' : c, start));
                    levels.getLast().statement = next;
                    start = next;
                }
                case ')', '}' -> {
                    if (levels.size() > 1) {
                        start = levels.removeLast().start;
                    }
                }
                case ',' -> {
                    if (level.bracket != ' ' && level.bracket != '(') {
                        start = next;
                    }
                }
                default -> {
                }
            }
            i = next;
        }
        return found(text, start, levels);
    }

    private static void end(Level level, String text, int start, int end) {
        if (end > start) {
            level.words.add(unquoted(text.substring(start, end)));
        }
    }

    private static Cursor found(String text, int start, Deque<Level> levels) {
        final boolean block = levels.getLast().bracket == '{';
        if (block) {
            levels.removeLast();
        }
        final Level level = levels.getLast();
        final String upstream = level.pipe < 0 ? "" : text.substring(level.statement, level.pipe).strip();
        return new Cursor(List.copyOf(level.words), unquoted(text.substring(start)), start, upstream, block);
    }

    private static String unquoted(String word) {
        final char first = word.isEmpty() ? ' ' : word.charAt(0);
        if (first != '\'' && first != '"') {
            return word;
        }
        final int end = word.length() > 1 && word.charAt(word.length() - 1) == first ? word.length() - 1 : word.length();
        return word.substring(1, end);
    }
}
