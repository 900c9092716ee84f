package org.signalbox.attachment.lab;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Bytes of a TCP connection from the first that is not acknowledged on. */
final class SendBuffer {
    static final int CAPACITY = 1 << 14;

    private final byte[] bytes = new byte[CAPACITY];
    private int length;

    int length() {
        return length;
    }

    int room() {
        return CAPACITY - length;
    }

    void add(final MemorySegment memory, final long offset, final int count) {
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset, bytes, length, count);
        length += count;
    }

    /** The peer has the first so many. */
    void acknowledged(final int count) {
        System.arraycopy(bytes, count, bytes, 0, length - count);
        length -= count;
    }

    MemorySegment memory() {
        return MemorySegment.ofArray(bytes);
    }
}
