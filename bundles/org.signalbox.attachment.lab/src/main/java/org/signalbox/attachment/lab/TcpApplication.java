package org.signalbox.attachment.lab;

import java.lang.foreign.MemorySegment;

/** What sits on a TCP connection. */
interface TcpApplication {
    /** How many bytes it can take now; what it takes lowers this by as much at most. */
    int room();

    /** Bytes came, no more than there is room for. */
    void take(MemorySegment memory, long offset, int length);

    /** The peer will send no more. */
    void finished();

    /** The connection is no more. */
    default void gone() {
    }
}
