package org.signalbox.attachment.qemu;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/** Connects to a machine that listens, and tries again each second while none does. */
final class Caller implements Rendezvous {
    private final Path path;
    private String expectation;
    private long retryAt = Long.MIN_VALUE;

    Caller(final Path path) {
        this.path = path;
        this.expectation = "waits for a machine that listens at " + path;
    }

    @Override
    public Optional<SocketChannel> meet(final long nowNanos) {
        if (nowNanos < retryAt) {
            return Optional.empty();
        }
        retryAt = nowNanos + RETRY_NANOS;
        try {
            return Optional.of(Rendezvous.connect(path));
        } catch (final IOException e) {
            expectation = "waits for a machine that listens at " + path + " (" + e.getMessage() + ")";
            return Optional.empty();
        }
    }

    @Override
    public void turnAway() {
        // nobody can come here
    }

    @Override
    public String expectation() {
        return expectation;
    }

    @Override
    public long nextPollNanos() {
        return retryAt;
    }

    @Override
    public void close() {
        // holds nothing
    }
}
