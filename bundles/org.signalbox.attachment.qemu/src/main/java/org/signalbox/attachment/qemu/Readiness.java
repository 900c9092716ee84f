package org.signalbox.attachment.qemu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/**
 * The one thread that waits for the sockets of all ports. It reads and writes nothing: it says that a channel is ready,
 * once for each time it was asked to. Safe to call from any thread.
 */
final class Readiness implements AutoCloseable {
    private final Selector selector;
    private volatile boolean closed;

    Readiness() {
        try {
            selector = Selector.open();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("signalbox-qemu-sockets").start(this::run);
    }

    /**
     * Makes a channel one that can be waited for.
     *
     * @param ready runs on the waiting thread; short and without blocking
     */
    SelectionKey register(final SelectableChannel channel, final Runnable ready) {
        try {
            return channel.register(selector, 0, ready);
        } catch (final ClosedChannelException e) {
            throw new IllegalStateException("found a closed channel, expected an open one", e);
        }
    }

    /** Asks to be told once when an operation can be done. */
    void await(final SelectionKey key, final int operation) {
        if (key.isValid() && (key.interestOps() & operation) == 0) {
            key.interestOpsOr(operation);
            selector.wakeup();
        }
    }

    /** Closes a channel and lets go of it at once. */
    void close(final SelectableChannel channel) throws IOException {
        channel.close();
        selector.wakeup();
    }

    private void run() {
        try (selector) {
            while (!closed) {
                selector.select(Readiness::tell);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void tell(final SelectionKey key) {
        try {
            key.interestOpsAnd(~key.readyOps());
        } catch (final CancelledKeyException e) {
            return; // closed by its worker since it was selected: nobody waits for it any more
        }
        ((Runnable) key.attachment()).run();
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }
}
