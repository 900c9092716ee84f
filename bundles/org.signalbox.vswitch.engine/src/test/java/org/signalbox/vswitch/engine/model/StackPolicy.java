package org.signalbox.vswitch.engine.model;

import java.util.List;
import java.util.Map;

import org.signalbox.schema.Default;
import org.signalbox.schema.Range;

/**
 * What an extension of the {@link StackModel} is told to do with the frames of a port, by their numbers: those that a
 * part divides, if it is not 0. The extension obeys it and the model foretells it.
 *
 * @param value   what it writes into frames, so that it is seen by which policy they passed
 * @param drop    ingress: drop these
 * @param twin    ingress: clone these
 * @param inject  ingress: answer these with a frame of its own
 * @param rewrite ingress: send these to everybody
 * @param exclude egress: exclude the port for these
 */
public record StackPolicy(@Range(min = 0, max = StackPolicy.MOST) @Default("0") int value, @Default("0") int drop,
        @Default("0") int twin, @Default("0") int inject, @Default("0") int rewrite, @Default("0") int exclude) {
    /** The highest value that is accepted. */
    public static final int MOST = 90;
    /** Of a port that says nothing, and of frames without a source port. */
    public static final StackPolicy NONE = new StackPolicy(0, 0, 0, 0, 0, 0);
    /** Number that a forwarding extension drops, and that it forgets, of each {@link #CHOICES}. */
    private static final int DROPS = 1;
    private static final int FORGETS = 2;
    private static final int FLOODS = 0;
    private static final int ONE = 3;
    private static final int CHOICES = 5;

    /** As the document has it; {@link #NONE} without one. */
    static StackPolicy of(final Object tree) {
        return tree instanceof Map<?, ?> map ? new StackPolicy(part(map, "value"), part(map, "drop"),
                part(map, "twin"), part(map, "inject"), part(map, "rewrite"), part(map, "exclude")) : NONE;
    }

    private static int part(final Map<?, ?> map, final String key) {
        return map.get(key) instanceof Number number ? number.intValue() : 0;
    }

    public static boolean divides(final int part, final int number) {
        return part > 0 && number % part == 0;
    }

    /** Whether a forwarding extension drops the frame of this number. */
    public static boolean isRefused(final int number) {
        return number % CHOICES == DROPS;
    }

    /** Whether a forwarding extension floods it. */
    public static boolean isFlooded(final int number) {
        return number % CHOICES == FLOODS;
    }

    /** Which of these ports a forwarding extension chooses for it, when it does neither. */
    public static List<String> chosen(final int number, final List<String> ports) {
        if (number % CHOICES == FORGETS || ports.isEmpty()) {
            return List.of();
        }
        final String first = ports.get(number % ports.size());
        return number % CHOICES == ONE ? List.of(first) : List.of(first, ports.get(number / CHOICES % ports.size()));
    }
}
