package org.signalbox.vswitch;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.signalbox.schema.WholeAllowed;

/** VLAN identifiers from {@code first} to {@code last}, both included; written {@code 10} or {@code 20-29}. */
@WholeAllowed
public record VlanRange(int first, int last) implements Comparable<VlanRange> {
    /** What a range looks like. */
    public static final String REGEX = "([0-9]{1,4})(?:-([0-9]{1,4}))?";
    /** The same in words, for messages. */
    public static final String MEANS = "a VLAN identifier such as 10 or a range such as 20-29";

    private static final Pattern TEXT = Pattern.compile(REGEX);
    private static final Comparator<VlanRange> ORDER =
            Comparator.comparingInt(VlanRange::first).thenComparingInt(VlanRange::last);

    public VlanRange {
        if (first < 1 || last > 4094 || first > last) {
            throw new IllegalArgumentException("found \"" + first + "-" + last
                    + "\", expected VLAN identifiers from 1 to 4094, the lower one first");
        }
    }

    /** One VLAN or a range of them. */
    public static VlanRange parse(String text) {
        final Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "found \"" + text + "\", expected " + MEANS);
        }
        final int first = Integer.parseInt(matcher.group(1));
        return new VlanRange(first, matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2)));
    }

    public boolean contains(int id) {
        return first <= id && id <= last;
    }

    @Override
    public int compareTo(VlanRange other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
