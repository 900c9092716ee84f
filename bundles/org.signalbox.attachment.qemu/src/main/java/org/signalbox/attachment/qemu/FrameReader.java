package org.signalbox.attachment.qemu;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

import org.signalbox.vswitch.attachment.ReceiveBuffer;

/** Finds frames in a stream of lengths and bytes, however it is cut into pieces. For one thread. */
final class FrameReader {
    /** An IP packet of the greatest length behind an Ethernet header and one tag. */
    static final int LONGEST = 65_535 + 18;

    private static final int LENGTH_FIELD = 4;

    // from `start` to `end` stand the bytes that were read and not yet taken
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(LENGTH_FIELD + LONGEST);
    private final MemorySegment memory = MemorySegment.ofBuffer(bytes);
    private int start;
    private int end;

    /** Whether a whole frame, or a claim that is a lie, waits. */
    boolean hasFrame() {
        return end - start >= LENGTH_FIELD && (isLie(claim()) || end - start - LENGTH_FIELD >= claim());
    }

    private int claim() {
        return bytes.getInt(start);
    }

    private static boolean isLie(final int claim) {
        return claim < 1 || claim > LONGEST;
    }

    /**
     * Reads once, while no whole frame waits.
     *
     * @return bytes read, 0 when there are none now, -1 at the stream's end
     */
    int fill(final ReadableByteChannel channel) throws IOException {
        bytes.limit(end).position(start);
        bytes.compact();
        start = 0;
        final int read = channel.read(bytes);
        end = bytes.position();
        bytes.clear();
        return read;
    }

    /**
     * Hands out whole frames while there is room for them.
     *
     * @throws FramingException when the next length is none that a frame has; the frames before it were handed out
     */
    void drainTo(final ReceiveBuffer buffer) throws FramingException {
        while (hasFrame()) {
            final int length = claim();
            if (isLie(length)) {
                throw new FramingException(length);
            }
            if (!buffer.add(memory, start + LENGTH_FIELD, length, length)) {
                return;
            }
            start += LENGTH_FIELD + length;
        }
    }
}
