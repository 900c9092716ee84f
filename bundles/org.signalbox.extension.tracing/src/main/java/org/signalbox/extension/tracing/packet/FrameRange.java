package org.signalbox.extension.tracing.packet;

/** Numbers of frames in a capture, from 1, both ends included; written {@code 3} or {@code 3-10}. */
public record FrameRange(int first, int last) {
    /** The most frames at once. */
    public static final int MOST = 1_000;

    public FrameRange {
        if (first < 1 || last < first || last - first >= MOST) {
            throw new IllegalArgumentException("found the frames " + first + " to " + last
                    + ", expected numbers from 1, the lower one first, of at most " + MOST + " frames");
        }
    }

    /** Reads the notation above. */
    public static FrameRange parse(String text) {
        if (!text.matches("\\d{1,9}(-\\d{1,9})?")) {
            throw new IllegalArgumentException("found '" + text.replaceAll("\\p{Cntrl}", "?")
                    + "', expected the number of a frame, or several such as 3-10");
        }
        final String[] ends = text.split("-");
        return new FrameRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
    }

    @Override
    public String toString() {
        return first == last ? String.valueOf(first) : first + "-" + last;
    }
}
