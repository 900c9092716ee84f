package org.signalbox.bench.peers;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * How many frames came in at an interface. The file is opened within the interface's namespace and belongs to it; it
 * may be read from elsewhere, at some microseconds a time.
 */
final class FrameCounter implements AutoCloseable {
    private static final int TABLE_BYTES = 4096;

    private final String device;
    private final RandomAccessFile file;
    private final byte[] table = new byte[TABLE_BYTES];

    FrameCounter(final String device) throws IOException {
        this.device = device;
        this.file = new RandomAccessFile("/proc/thread-self/net/dev", "r");
    }

    long read() {
        try {
            file.seek(0);
            int length = 0;
            for (int more = file.read(table); more > 0; more = file.read(table, length, TABLE_BYTES - length)) {
                length += more;
            }
            return received(new String(table, 0, length, StandardCharsets.US_ASCII), device);
        } catch (final IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The first number behind an interface's name in the table is bytes, the second is frames. */
    static long received(final String table, final String device) {
        return table.lines().map(String::strip).filter(line -> line.startsWith(device + ":"))
                .map(line -> line.substring(device.length() + 1).strip().split(" +")[1]).mapToLong(Long::parseLong)
                .findFirst().orElseThrow(() -> new IllegalStateException("there is no interface " + device));
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
