package org.signalbox.replay;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.signalbox.capture.CaptureReader;
import org.signalbox.capture.CaptureWriter;

/** Captures of frames that carry nothing but a number, and what stands in a capture. */
final class Captures {

    private Captures() {
    }

    /** A frame of a capture. */
    record Frame(long timeNanos, int number, int length, int wireLength) {
    }

    static Path write(final Path file, final List<Frame> frames) throws IOException {
        try (CaptureWriter writer = CaptureWriter.create(file)) {
            writer.addInterface("");
            for (final Frame frame : frames) {
                final MemorySegment bytes = MemorySegment.ofArray(new byte[frame.length()]);
                bytes.set(ValueLayout.JAVA_INT_UNALIGNED, 0, frame.number());
                writer.write(0, frame.timeNanos(), bytes, 0, frame.length(), frame.wireLength());
            }
        }
        return file;
    }

    static List<Frame> read(final Path file) throws IOException {
        final List<Frame> frames = new ArrayList<>();
        try (CaptureReader reader = CaptureReader.open(file)) {
            while (reader.next()) {
                frames.add(new Frame(reader.timeNanos(),
                        reader.memory().get(ValueLayout.JAVA_INT_UNALIGNED, reader.offset()), reader.length(),
                        reader.wireLength()));
            }
        }
        return frames;
    }
}
