package org.signalbox.capture;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What a reader said of one frame, as a value to compare. */
record CapturedFrame(long timeNanos, int wireLength, String bytes) {

    static CapturedFrame of(final long timeNanos, final int wireLength, final byte... bytes) {
        return new CapturedFrame(timeNanos, wireLength, HexFormat.of().formatHex(bytes));
    }

    static List<CapturedFrame> readAll(final Path file) throws IOException {
        final List<CapturedFrame> frames = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(file)) {
            while (reader.next()) {
                frames.add(of(reader.timeNanos(), reader.wireLength(), reader.memory()
                        .asSlice(reader.offset(), reader.length()).toArray(ValueLayout.JAVA_BYTE)));
            }
        }
        return frames;
    }
}
