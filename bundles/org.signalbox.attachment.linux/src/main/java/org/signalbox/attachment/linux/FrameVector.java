package org.signalbox.attachment.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import org.signalbox.frame.Offload;

/**
 * One frame and the {@code struct virtio_net_hdr} before it, read or written by one call though they do not stand
 * together: the frame is in the worker's memory, where nothing of ours stands before it. For one thread.
 */
final class FrameVector {
    private static final int ENTRY = 16;

    private final MemorySegment state;
    private final MemorySegment header;
    private final MemorySegment vector;

    FrameVector(final Arena arena) {
        state = arena.allocate(Libc.STATE);
        header = arena.allocate(Offload.HEADER, Long.BYTES);
        vector = arena.allocate(2 * ENTRY, Long.BYTES);
        vector.set(JAVA_LONG, 0, header.address());
        vector.set(JAVA_LONG, Long.BYTES, Offload.HEADER);
    }

    private void place(final MemorySegment memory, final long offset, final int bytes) {
        vector.set(JAVA_LONG, ENTRY, memory.address() + offset);
        vector.set(JAVA_LONG, ENTRY + Long.BYTES, bytes);
    }

    /** Reads a frame of at most so many bytes; its length, or the negative error number. */
    int read(final int descriptor, final MemorySegment memory, final long offset, final int bytes) {
        place(memory, offset, bytes);
        final int read = (int) Libc.readv(state, descriptor, vector.address(), 2);
        return read < 0 ? read : Math.max(0, read - Offload.HEADER);
    }

    /** What is left to be done to the frame that was read last. */
    long offload() {
        return Offload.read(header, 0);
    }

    /** Writes a frame; whether it was taken. */
    boolean write(final int descriptor, final MemorySegment memory, final long offset, final int length,
            final long offload) {
        place(memory, offset, length);
        Offload.write(offload, memory, offset, header, 0);
        return Libc.writev(state, descriptor, vector.address(), 2) >= 0;
    }
}
