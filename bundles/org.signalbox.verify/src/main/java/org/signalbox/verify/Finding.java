package org.signalbox.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a check found wrong.
 *
 * @param seen   one sentence
 * @param shown  the frames that show it, {@value #MOST_FRAMES} at most; may be none
 * @param remedy what to do, one sentence
 */
record Finding(String seen, List<byte[]> shown, String remedy) {
    private static final int MOST_FRAMES = 3;
    private static final int MOST_BYTES = 128;

    static Finding of(final String seen, final String remedy) {
        return new Finding(seen, List.of(), remedy);
    }

    /** One that the shortest of some frames show. */
    static Finding of(final String seen, final List<byte[]> frames, final String remedy) {
        final List<byte[]> shortest = new ArrayList<>(frames);
        shortest.sort(Comparator.comparingInt(frame -> frame.length));
        return new Finding(seen, shortest.stream().limit(MOST_FRAMES).toList(), remedy);
    }

    /** The same, shown by frames that have to come one after the other. */
    Finding shownBy(final List<Sent> sequence) {
        final String ports = sequence.stream().limit(MOST_FRAMES).map(sent -> Lab.name(sent.port()))
                .collect(Collectors.joining(", "));
        return new Finding(seen + "; " + (sequence.size() == 1 ? "one frame shows it, at port "
                : sequence.size() + " frames one after the other show it"
                + (sequence.size() > MOST_FRAMES ? ", the first " + MOST_FRAMES + " at ports "
                        : ", at ports ")) + ports,
                sequence.stream().limit(MOST_FRAMES).map(Sent::frame).toList(), remedy);
    }

    /** The same, seen under certain policies. */
    Finding under(final Policies policies) {
        return new Finding(seen + policies.port().map(tree -> " (port policy " + tree + ")").orElse("")
                + policies.whole().map(tree -> " (switch policy " + tree + ")").orElse(""), shown, remedy);
    }

    /** The frames in hexadecimal digits, long ones cut. */
    List<String> frames() {
        return shown.stream().map(Finding::hex).toList();
    }

    static String hex(final byte[] frame) {
        final String digits = HexFormat.of().formatHex(frame, 0, Math.min(frame.length, MOST_BYTES));
        return frame.length == 0 ? "(empty)"
                : frame.length <= MOST_BYTES ? digits : digits + "... (" + frame.length + " bytes)";
    }
}
