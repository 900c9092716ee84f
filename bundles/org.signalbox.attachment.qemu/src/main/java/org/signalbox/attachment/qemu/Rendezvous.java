package org.signalbox.attachment.qemu;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/** How a port and its machine come together. Called by the port's worker; never blocks. */
sealed interface Rendezvous extends AutoCloseable permits Listener, Caller {
    /** How long to wait, in nanoseconds, before what failed is tried again. */
    long RETRY_NANOS = 1_000_000_000L;

    /** A connection to a machine, if one is to be had now. */
    Optional<SocketChannel> meet(long nowNanos);

    /** Refuses further machines while one is connected. */
    void turnAway();

    /** What is being waited for, or what stands in the way, as a clause. */
    String expectation();

    /** When to try again though nothing happened. */
    long nextPollNanos();

    @Override
    void close() throws IOException;

    /** Connects without waiting; the exception says that nobody listens. */
    static SocketChannel connect(final Path path) throws IOException {
        final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            if (channel.connect(UnixDomainSocketAddress.of(path))) {
                return channel;
            }
        } catch (final IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new IOException("too many wait at " + path);
    }
}
