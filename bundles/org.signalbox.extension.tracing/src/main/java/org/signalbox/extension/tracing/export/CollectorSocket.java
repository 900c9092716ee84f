package org.signalbox.extension.tracing.export;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.signalbox.frame.IpAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one collector. What cannot be sent is counted, and reported once; nothing here blocks for more than some
 * milliseconds. Used by the exporter's thread; figures are read by any.
 */
final class CollectorSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CollectorSocket.class);
    private static final int SEND_BUFFER = 1 << 20;
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int PATIENCE = 5;
    private static final int BURST = 16;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final String switchName;
    private final Collector collector;
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private volatile String reason = "";
    private DatagramChannel channel;
    private long openedNanos = System.nanoTime() - AGAIN_NANOS;
    private boolean reported;
    private int inBurst;

    CollectorSocket(final String switchName, final Collector collector) {
        this.switchName = switchName;
        this.collector = collector;
    }

    Collector collector() {
        return collector;
    }

    long messages() {
        return messages.get();
    }

    long bytes() {
        return bytes.get();
    }

    /** Messages that were not sent. */
    long errors() {
        return errors.get();
    }

    /** Why the last message was not sent; empty if it was. */
    String reason() {
        return reason;
    }

    /** The address that is sent from, if any. */
    IpAddress localAddress() {
        try {
            return isOpen() && channel.getLocalAddress() instanceof InetSocketAddress local
                    ? IpAddress.of(local.getAddress().getAddress()) : IpAddress.ofV4(0);
        } catch (final IOException gone) {
            return IpAddress.ofV4(0);
        }
    }

    /** Sends a message, and leaves its buffer as it was. */
    void send(final ByteBuffer message) {
        try {
            if (!isOpen()) {
                errors.incrementAndGet();
                return;
            }
            int written = write(message.duplicate());
            for (int k = 0; written == 0 && k < PATIENCE; k++) {
                LockSupport.parkNanos(PAUSE_NANOS);
                written = write(message.duplicate());
            }
            if (written == 0) {
                throw new IOException("the system's send buffer is full");
            }
            messages.incrementAndGet();
            bytes.addAndGet(written);
            reason = "";
            // what comes at once is more than a collector's buffer holds
            if (++inBurst % BURST == 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (final IOException failed) {
            fail(failed);
        }
    }

    /** That a message before this one found nobody is told by the next call, which has sent nothing then. */
    private int write(final ByteBuffer message) throws IOException {
        try {
            return channel.write(message);
        } catch (final PortUnreachableException nobody) {
            fail(nobody);
            return channel.write(message);
        }
    }

    private boolean isOpen() {
        if (channel == null && System.nanoTime() - openedNanos >= AGAIN_NANOS) {
            openedNanos = System.nanoTime();
            DatagramChannel opened = null;
            try {
                opened = DatagramChannel.open(collector.address().host().version() == 4 ? StandardProtocolFamily.INET
                        : StandardProtocolFamily.INET6);
                opened.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
                opened.configureBlocking(false);
                opened.connect(collector.address().socketAddress());
                channel = opened;
            } catch (final IOException failed) {
                close(opened);
                fail(failed);
            }
        }
        return channel != null;
    }

    private void fail(final IOException failed) {
        errors.incrementAndGet();
        reason = failed instanceof PortUnreachableException ? "nobody listens there"
                : failed.getMessage() == null ? failed.toString() : failed.getMessage();
        if (!reported) {
            reported = true;
            LOG.warn("On {}: the {} collector {} cannot be told: {}", switchName, collector.protocol(),
                    collector.address(), reason);
        }
    }

    private static void close(final DatagramChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (final IOException failed) {
                LOG.debug("a socket did not close", failed);
            }
        }
    }

    @Override
    public void close() {
        close(channel);
        channel = null;
        openedNanos = System.nanoTime() - AGAIN_NANOS;
    }
}
