package org.signalbox.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * What a check found wrong.
 *
 * @param seen   one sentence
 * @param frames the smallest that show it, in hexadecimal digits; may be none
 * @param remedy what to do, one sentence
 */
record Finding(String seen, List<String> frames, String remedy) {
    private static final int MOST_FRAMES = 3;
    private static final int MOST_BYTES = 128;

    static Finding of(final String seen, final String remedy) {
        return new Finding(seen, List.of(), remedy);
    }

    /** One that the shortest of some frames show. */
    static Finding of(final String seen, final List<byte[]> frames, final String remedy) {
        final List<byte[]> shortest = new ArrayList<>(frames);
        shortest.sort(Comparator.comparingInt(frame -> frame.length));
        return new Finding(seen, shortest.stream().limit(MOST_FRAMES).map(Finding::hex).toList(), remedy);
    }

    private static String hex(final byte[] frame) {
        final String shown = HexFormat.of().formatHex(frame, 0, Math.min(frame.length, MOST_BYTES));
        return frame.length == 0 ? "(empty)"
                : frame.length <= MOST_BYTES ? shown : shown + "... (" + frame.length + " bytes)";
    }
}
