package org.signalbox.attachment.qemu;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Listens at a path for one machine at a time. The socket file that a dead process left behind is replaced; one that
 * somebody listens at, or a file that is no socket, is left alone, and tried again each second.
 */
final class Listener implements Rendezvous {
    /** Linux's table of Unix sockets, whose last column is the path. */
    private static final Path KERNEL_TABLE = Path.of("/proc/net/unix");

    private final Path path;
    private final Readiness readiness;
    private final Runnable wake;
    private String expectation;
    private volatile boolean somebodyWaits;
    private long retryAt = Long.MIN_VALUE;
    private ServerSocketChannel channel;
    private SelectionKey key;
    private Object file;

    Listener(final Path path, final Readiness readiness, final Runnable wake) {
        this.path = path;
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
        createFolder(path.getParent());
        final ServerSocketChannel opened = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            bind(opened);
            opened.configureBlocking(false);
            file = fileKey();
            key = readiness.register(opened, this::ready);
        } catch (final IOException e) {
            opened.close();
            throw e;
        }
        channel = opened;
        readiness.await(key, SelectionKey.OP_ACCEPT);
    }

    private static void createFolder(final Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (final FileSystemException e) {
            final String why = e.getReason() == null ? "not permitted" : e.getReason();
            throw new IOException("cannot create the folder " + folder + " (" + why + ")", e);
        }
    }

    private void ready() {
        somebodyWaits = true;
        wake.run();
    }

    private void bind(final ServerSocketChannel opened) throws IOException {
        final UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
        try {
            opened.bind(address);
        } catch (final BindException e) {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("cannot listen at " + path + " (" + e.getMessage() + ")", e);
            }
            if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).isOther()) {
                throw new IOException("found a file at " + path + " that is no socket, expected none or a socket", e);
            }
            if (isHeld()) {
                throw new IOException("found somebody listening at " + path + ", expected the path to be free", e);
            }
            Files.delete(path);
            opened.bind(address);
        }
    }

    /** Whether somebody listens; asks the kernel's table first, because to connect would look like a machine coming. */
    private boolean isHeld() throws IOException {
        if (Files.isReadable(KERNEL_TABLE)) {
            try (Stream<String> lines = Files.lines(KERNEL_TABLE)) {
                if (lines.anyMatch(line -> line.endsWith(" " + path))) {
                    return true;
                }
            }
        }
        try {
            Rendezvous.connect(path).close();
            return true;
        } catch (final ConnectException e) {
            return false;
        }
    }

    /** What tells our socket file from one that came to stand in its place; null where files have no such key. */
    private Object fileKey() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
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
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && fileKey() != null && fileKey().equals(file)) {
                Files.delete(path);
            }
        }
    }
}
