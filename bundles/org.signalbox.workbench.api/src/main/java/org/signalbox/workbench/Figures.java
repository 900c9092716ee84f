package org.signalbox.workbench;

import java.util.Locale;
import java.util.function.ToIntFunction;

/** Figures and texts as every view writes them. */
public final class Figures {

    private static final String[] PREFIXES = {"", "k", "M", "G", "T"};

    private Figures() {
    }

    /** Digits in groups of three, parted by narrow spaces that do not break (ISO 80000-1, 7.3.1). */
    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202f');
    }

    /** A rate per second, rounded; below ten with one decimal unless it is whole: {@code 0}, {@code 0.4}, {@code 41 208}. */
    public static String rate(double perSecond) {
        if (perSecond > 0 && perSecond < 9.95) {
            return tenths(perSecond);
        }
        return grouped(Math.round(perSecond));
    }

    /** Bits per second with three significant digits at most: {@code 0 b/s}, {@code 9.6 kb/s}, {@code 3.1 Gb/s}. */
    public static String bits(double perSecond) {
        double value = Math.max(0, perSecond);
        int prefix = 0;
        while (value >= 999.5 && prefix < PREFIXES.length - 1) {
            value /= 1000;
            prefix++;
        }
        final boolean whole = value >= 99.95 || prefix == 0;
        return (whole ? String.valueOf(Math.round(value)) : tenths(value)) + " " + PREFIXES[prefix] + "b/s";
    }

    private static String tenths(double value) {
        final String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /**
     * A text, or as much of it as there is room for with an ellipsis in the place of the rest.
     *
     * @param room  in the unit of {@code width}
     * @param width how wide a text is, such as {@code text -> gc.textExtent(text).x}
     */
    public static String fitted(String text, int room, ToIntFunction<String> width) {
        String fitted = text;
        for (int end = text.length() - 1; end > 0 && width.applyAsInt(fitted) > room; end--) {
            fitted = text.substring(0, end).stripTrailing() + "\u2026";
        }
        return fitted;
    }

    /** A count with its noun: {@code 1 switch}, {@code 4 000 ports}. */
    public static String counted(long count, String one, String many) {
        return grouped(count) + " " + (count == 1 ? one : many);
    }
}
