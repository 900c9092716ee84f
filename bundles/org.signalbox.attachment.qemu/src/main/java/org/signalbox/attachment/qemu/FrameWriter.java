package org.signalbox.attachment.qemu;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Frames on their way into a stream, each behind its length; what is not taken now is kept. For one thread. */
final class FrameWriter {
    /** Bytes that may wait, lengths included. */
    static final int BACKLOG = 1 << 18;
    /** Frames that may wait. */
    static final int FRAMES = 1024;

    private static final int LENGTH_FIELD = 4;

    // from `start` to the buffer's position stand the bytes that wait
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(BACKLOG);
    private final MemorySegment memory = MemorySegment.ofBuffer(bytes);
    private int start;
    // ring of where, in the whole stream, the frames that wait end
    private final long[] ends = new long[FRAMES];
    private int first;
    private int count;
    private long taken;
    private long written;

    /** Takes a frame over; false when there is no room for it. */
    boolean add(final MemorySegment source, final long offset, final int length) {
        if (count == FRAMES || BACKLOG - waiting() < LENGTH_FIELD + length) {
            return false;
        }
        if (bytes.remaining() < LENGTH_FIELD + length) {
            moveToFront();
        }
        bytes.putInt(length);
        MemorySegment.copy(source, offset, memory, bytes.position(), length);
        bytes.position(bytes.position() + length);
        taken += LENGTH_FIELD + length;
        ends[(first + count++) % FRAMES] = taken;
        return true;
    }

    private int waiting() {
        return bytes.position() - start;
    }

    private void moveToFront() {
        bytes.flip().position(start);
        bytes.compact();
        start = 0;
    }

    /** Writes once; whether bytes still wait. */
    boolean writeTo(final WritableByteChannel channel) throws IOException {
        if (waiting() > 0) {
            final int end = bytes.position();
            bytes.limit(end).position(start);
            try {
                written += channel.write(bytes);
            } finally {
                start = bytes.position();
                bytes.clear().position(end);
            }
            while (count > 0 && ends[first] <= written) {
                first = (first + 1) % FRAMES;
                count--;
            }
            if (waiting() == 0) {
                bytes.clear();
                start = 0;
            }
        }
        return waiting() > 0;
    }

    /** Frames whose last byte has not been written. */
    int pending() {
        return count;
    }
}
