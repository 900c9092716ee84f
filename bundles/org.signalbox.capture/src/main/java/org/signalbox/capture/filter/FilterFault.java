package org.signalbox.capture.filter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is wrong with an expression, and where. The library says what; of a syntax error not where. That is the first
 * word with which it no longer is the beginning of any filter: found by asking for the words before it, followed by
 * what could follow.
 */
final class FilterFault {
    private static final Pattern WORD =
            Pattern.compile("\\\\?[\\p{Alnum}_.:/-]+|&&|\\|\\||[<>=!]=|<<|>>|\\S");
    private static final String SYNTAX_ERROR = "syntax error";
    private static final String PREFIX = "can't parse filter expression: ";
    /** What stands behind some beginning of a filter. */
    private static final List<String> ENDS = List.of("", " tcp", " 1", " 1-2", " 10.0.0.1", " 255.0.0.0",
            " host 10.0.0.1", " 02:00:00:00:00:00", " host 02:00:00:00:00:00", " proto 1", " = 1", " 1 = 1");
    /** Names of hosts in it are looked up again and again. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Libpcap libpcap;
    private final String expression;
    private final String said;
    private final List<MatchResult> words;

    FilterFault(final Libpcap libpcap, final String expression, final String said) {
        this.libpcap = libpcap;
        this.expression = expression;
        this.said = said.startsWith(PREFIX) ? said.substring(PREFIX.length()) : said;
        this.words = WORD.matcher(expression).results().toList();
    }

    /** What was found where, and what was expected. */
    String sentence() {
        final int fault = isSyntaxError(said) ? firstWrong() : named();
        final String what = "the filter '" + expression + "'";
        final String found = fault < 0 ? what
                : fault == words.size() ? "the end of " + what
                : "'" + words.get(fault).group() + "' at character " + (words.get(fault).start() + 1) + " of " + what;
        return "found " + found + ", expected one in the syntax of pcap-filter(7): " + said;
    }

    private static boolean isSyntaxError(final String message) {
        return message.contains(SYNTAX_ERROR);
    }

    /** The word that the library's message names, or -1. */
    private int named() {
        for (int word = words.size() - 1; word >= 0; word--) {
            if (Pattern.compile("(?<![\\w.])" + Pattern.quote(words.get(word).group()) + "(?![\\w.])").matcher(said)
                    .find() && words.get(word).group().length() > 1) {
                return word;
            }
        }
        return -1;
    }

    /** The first word that cannot stand there, the number of words when one is missing, or -1. */
    private int firstWrong() {
        final long end = System.nanoTime() + PATIENCE_NANOS;
        for (int word = 0; word < words.size(); word++) {
            final String beginning = expression.substring(0, words.get(word).end());
            if (endings(word).stream().noneMatch(ending -> System.nanoTime() - end > 0
                    || !isSyntaxError(libpcap.compile(beginning + ending).error()))) {
                return word;
            }
        }
        return System.nanoTime() - end > 0 ? -1 : words.size();
    }

    /** What the words up to this one are tried with behind them, brackets closed. */
    private List<String> endings(final int last) {
        final Deque<String> open = new ArrayDeque<>();
        for (final MatchResult word : words.subList(0, last + 1)) {
            switch (word.group()) {
                case "(" -> open.push(")");
                case "[" -> open.push("]");
                case ")", "]" -> open.poll();
                default -> { }
            }
        }
        final String inner = open.isEmpty() ? "" : open.peek();
        final String outer = open.stream().skip(1).collect(Collectors.joining());
        return ENDS.stream().flatMap(ending -> Stream.of(ending + inner + outer, ending + inner + " = 1" + outer,
                ending + inner + outer + " = 1")).distinct().toList();
    }
}
