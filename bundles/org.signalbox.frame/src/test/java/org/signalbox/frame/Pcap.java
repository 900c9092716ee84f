package org.signalbox.frame;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Classic pcap files, just enough to hand frames to a peer's program and back. */
final class Pcap {

    private Pcap() {
    }

    static void write(final Path file, final List<byte[]> frames) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(24 + frames.stream().mapToInt(frame -> 16 + frame.length).sum());
        bytes.putInt(0xA1B2C3D4).putShort((short) 2).putShort((short) 4).putLong(0).putInt(1 << 18).putInt(1);
        for (final byte[] frame : frames) {
            bytes.putLong(0).putInt(frame.length).putInt(frame.length).put(frame);
        }
        Files.write(file, bytes.array());
    }

    static List<byte[]> read(final byte[] file) {
        final ByteBuffer bytes = ByteBuffer.wrap(file);
        if (bytes.getInt() != 0xA1B2C3D4) {
            bytes.order(ByteOrder.LITTLE_ENDIAN);
        }
        final List<byte[]> frames = new ArrayList<>();
        for (bytes.position(24); bytes.hasRemaining();) {
            final byte[] frame = new byte[bytes.getInt(bytes.position() + 8)];
            bytes.position(bytes.position() + 16);
            bytes.get(frame);
            frames.add(frame);
        }
        return frames;
    }
}
