package org.signalbox.attachment.qemu;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/** Listens at a path for one machine at a time; while the path is not to be had, tries again each second. */
final class Listener implements Rendezvous {
    private final Path path;
    private final SocketFile file;
    private final Readiness readiness;
    private final Runnable wake;
    private String expectation;
    private volatile boolean somebodyWaits;
    private long retryAt = Long.MIN_VALUE;
    private ServerSocketChannel channel;
    private SelectionKey key;

    Listener(final Path path, final Readiness readiness, final Runnable wake) {
        this.path = path;
        this.file = new SocketFile(path);
        this.readiness = readiness;
        this.wake = wake;
        this.expectation = "waits for a machine at " + path;
    }

    @Override
    public Optional<SocketChannel> meet(final long nowNanos) {
        try {
            if (channel == null && nowNanos >= retryAt) {
                retryAt = nowNanos + RETRY_NANOS;
                listen();
                expectation = "waits for a machine at " + path;
            }
            return channel == null ? Optional.empty() : accept();
        } catch (final IOException e) {
            expectation = e.getMessage();
            return Optional.empty();
        }
    }

    private Optional<SocketChannel> accept() throws IOException {
        if (!somebodyWaits) {
            return Optional.empty();
        }
        somebodyWaits = false;
        final SocketChannel machine = channel.accept();
        readiness.await(key, SelectionKey.OP_ACCEPT);
        if (machine != null) {
            machine.configureBlocking(false);
        }
        return Optional.ofNullable(machine);
    }

    @Override
    public void turnAway() {
        try {
            final Optional<SocketChannel> second = accept();
            if (second.isPresent()) {
                second.get().close();
            }
        } catch (final IOException e) {
            expectation = e.getMessage();
        }
    }

    private void listen() throws IOException {
        final ServerSocketChannel opened = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            file.bind(() -> opened.bind(UnixDomainSocketAddress.of(path)));
            opened.configureBlocking(false);
            key = readiness.register(opened, this::ready);
        } catch (final IOException e) {
            opened.close();
            throw e;
        }
        channel = opened;
        readiness.await(key, SelectionKey.OP_ACCEPT);
    }

    private void ready() {
        somebodyWaits = true;
        wake.run();
    }

    @Override
    public String expectation() {
        return expectation;
    }

    @Override
    public long nextPollNanos() {
        return channel == null ? retryAt : Long.MAX_VALUE;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            readiness.close(channel);
            file.delete();
        }
    }
}
