package org.signalbox.attachment.lab;

import java.lang.foreign.MemorySegment;

/** Sends back what comes over one TCP connection; while the peer does not read, it takes no more. */
final class EchoSession implements TcpApplication {
    private final TcpConnection connection;

    EchoSession(final TcpConnection connection) {
        this.connection = connection;
    }

    @Override
    public int room() {
        return connection.room();
    }

    @Override
    public void take(final MemorySegment memory, final long offset, final int length) {
        connection.write(memory, offset, length);
    }

    @Override
    public void finished() {
        connection.close();
    }
}
