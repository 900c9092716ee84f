package org.signalbox.attachment.qemu;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.attachment.Attachment;
import org.signalbox.vswitch.attachment.AttachmentContext;
import org.signalbox.vswitch.attachment.ReceiveBuffer;

/** A port with a QEMU machine behind it, which may go and come again. */
final class QemuPort implements Attachment {
    private final Path path;
    private final AttachmentContext context;
    private final Readiness readiness;
    private final Rendezvous rendezvous;
    private Connection connection;
    private String reason = "";
    private long nowNanos = Long.MIN_VALUE;
    private volatile int pending;

    QemuPort(final QemuSettings settings, final AttachmentContext context, final Readiness readiness) {
        this.path = Path.of(settings.path());
        this.context = context;
        this.readiness = readiness;
        this.rendezvous = settings.server() ? new Listener(path, readiness, context::wake) : new Caller(path);
        say(LinkState.DOWN, rendezvous.expectation());
        context.wake();
    }

    @Override
    public void receive(final ReceiveBuffer buffer, final long now) {
        nowNanos = now;
        if (connection != null) {
            rendezvous.turnAway();
        } else {
            meet(now);
        }
        if (connection != null) {
            try {
                connection.receive(buffer);
                pending = connection.pending();
            } catch (final IOException e) {
                lose(e);
            }
        }
    }

    private void meet(final long now) {
        final String before = rendezvous.expectation();
        final Optional<SocketChannel> machine = rendezvous.meet(now);
        if (machine.isPresent()) {
            connection = new Connection(machine.get(), readiness, context::wake);
            say(LinkState.UP, "QEMU at " + path);
        } else if (!rendezvous.expectation().equals(before)) {
            say(LinkState.DOWN, rendezvous.expectation());
        }
    }

    /** What the machine had not read is lost with it, as with a cable that is pulled. */
    private void lose(final IOException cause) {
        say(LinkState.DOWN, cause.getMessage() + "; " + rendezvous.expectation());
        try {
            connection.close();
        } catch (final IOException e) {
            say(LinkState.DOWN, e.getMessage() + "; " + rendezvous.expectation());
        }
        connection = null;
        pending = 0;
    }

    @Override
    public boolean transmit(final MemorySegment memory, final long offset, final int length, final int wireLength,
            final long now) {
        final boolean taken = connection != null && connection.transmit(memory, offset, length);
        if (taken) {
            pending = connection.pending();
        }
        return taken;
    }

    @Override
    public void flush() {
        if (connection != null) {
            try {
                connection.flush();
                pending = connection.pending();
            } catch (final IOException e) {
                lose(e);
            }
        }
    }

    @Override
    public long pending() {
        return pending;
    }

    @Override
    public long nextPollNanos() {
        if (connection != null) {
            return connection.isBusy() ? nowNanos : Long.MAX_VALUE;
        }
        return rendezvous.nextPollNanos();
    }

    private void say(final LinkState link, final String why) {
        if (!why.equals(reason)) {
            reason = why;
            context.status(link, why);
        }
    }

    @Override
    public void close() {
        try {
            if (connection != null) {
                connection.close();
            }
            rendezvous.close();
        } catch (final IOException e) {
            say(LinkState.DOWN, e.getMessage());
        }
    }
}
