package org.signalbox.attachment.qemu;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

import org.signalbox.vswitch.attachment.ReceiveBuffer;

/** Frames to and from a machine that is there. For the port's worker; an exception is the connection's end. */
final class Connection implements AutoCloseable {
    /** Reads in vain before the socket is waited for: while traffic flows, asking costs less than waking. */
    private static final int READS_IN_VAIN = 4;

    private final SocketChannel channel;
    private final Readiness readiness;
    private final SelectionKey key;
    private final FrameReader reader = new FrameReader();
    private final FrameWriter writer = new FrameWriter();
    private volatile boolean ready;
    private int readsInVain;

    Connection(final SocketChannel channel, final Readiness readiness, final Runnable wake) {
        this.channel = channel;
        this.readiness = readiness;
        this.key = readiness.register(channel, () -> {
            ready = true;
            wake.run();
        });
    }

    void receive(final ReceiveBuffer buffer) throws IOException {
        if (ready) {
            ready = false;
            readsInVain = 0;
            flush();
        }
        if (asks() && !reader.hasFrame()) {
            fill();
        }
        reader.drainTo(buffer);
    }

    private void fill() throws IOException {
        final int read = reader.fill(channel);
        if (read < 0) {
            throw new EOFException("the machine went away");
        }
        readsInVain = read > 0 ? 0 : readsInVain + 1;
        if (!asks()) {
            readiness.await(key, SelectionKey.OP_READ);
        }
    }

    private boolean asks() {
        return readsInVain < READS_IN_VAIN;
    }

    /** Whether to be polled again though nobody wakes the worker. */
    boolean isBusy() {
        return asks() || reader.hasFrame();
    }

    boolean transmit(final MemorySegment memory, final long offset, final int length) {
        return writer.add(memory, offset, length);
    }

    void flush() throws IOException {
        if (writer.writeTo(channel)) {
            readiness.await(key, SelectionKey.OP_WRITE);
        }
    }

    int pending() {
        return writer.pending();
    }

    @Override
    public void close() throws IOException {
        readiness.close(channel);
    }
}
