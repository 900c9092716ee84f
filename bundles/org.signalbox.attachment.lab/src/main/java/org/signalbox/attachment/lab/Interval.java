package org.signalbox.attachment.lab;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A span of time, written {@code 200ms}, {@code 1s}, {@code 5m} or {@code 1h}; at least a millisecond. */
public record Interval(long millis) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final long LONGEST = 30L * 24 * 3_600_000;

    public Interval {
        if (millis < 1 || millis > LONGEST) {
            throw new IllegalArgumentException("found " + millis + " ms, expected 1 ms to 720 h");
        }
    }

    /** The span that a text names. */
    public static Interval parse(final String text) {
        final Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("found \"" + text + "\", expected a time such as 200ms, 1s, 5m or 1h");
        }
        final long unit = switch (matcher.group(2)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            default -> 3_600_000;
        };
        return new Interval(Long.parseLong(matcher.group(1)) * unit);
    }

    long nanos() {
        return millis * 1_000_000;
    }

    long seconds() {
        return Math.max(1, millis / 1_000);
    }

    @Override
    public String toString() {
        if (millis % 3_600_000 == 0) {
            return millis / 3_600_000 + "h";
        }
        if (millis % 60_000 == 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }
}
