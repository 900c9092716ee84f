package org.signalbox.attachment.qemu;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.attachment.Attachment;
import org.signalbox.vswitch.attachment.AttachmentContext;
import org.signalbox.vswitch.attachment.ReceiveBuffer;

/**
 * A port with a QEMU machine behind it that sends and takes datagrams. Nobody says that it came or went: the port looks
 * whether its socket is there each second, when something comes while it is not, and when a frame cannot be sent.
 */
final class DatagramPort implements Attachment {
    private final Path path;
    private final Path peer;
    private final SocketFile file;
    private final AttachmentContext context;
    private final DatagramReadiness readiness;
    private final String expectation;
    private DatagramLink link;
    private boolean up;
    private String reason = "";
    private long nowNanos = Long.MIN_VALUE;
    private long lookAt = Long.MIN_VALUE;
    private int refused;
    private volatile int pending;

    DatagramPort(final Path path, final Path peer, final AttachmentContext context, final DatagramReadiness readiness) {
        this.path = path;
        this.peer = peer;
        this.file = new SocketFile(path);
        this.context = context;
        this.readiness = readiness;
        this.expectation = "waits for a machine at " + peer;
        say(LinkState.DOWN, expectation);
        context.wake();
    }

    @Override
    public void receive(final ReceiveBuffer buffer, final long now) {
        nowNanos = now;
        if (link == null && now >= lookAt) {
            open();
        }
        if (link != null) {
            if (up) {
                exchange(buffer);
            } else {
                meet(buffer);
            }
        }
    }

    private void open() {
        lookAt = nowNanos + Rendezvous.RETRY_NANOS;
        try {
            link = new DatagramLink(file, path, readiness, context::wake);
            lookAt = nowNanos;
        } catch (final IOException e) {
            say(LinkState.DOWN, e.getMessage());
        }
    }

    private void meet(final ReceiveBuffer buffer) {
        if (link.wasWoken() || nowNanos >= lookAt) {
            look();
        }
        if (up) {
            exchange(buffer);
        } else {
            try {
                link.discard();
            } catch (final SystemCallException e) {
                say(LinkState.DOWN, e.getMessage() + "; " + expectation);
            }
        }
    }

    private void exchange(final ReceiveBuffer buffer) {
        try {
            if (link.wasWoken()) {
                flush();
            }
            if (link.receive(buffer) && nowNanos >= lookAt) {
                look();
            }
        } catch (final SystemCallException e) {
            look();
        }
    }

    /** Turns to the machine that is there now, the same or another one, or finds that there is none. */
    private void look() {
        lookAt = nowNanos + Rendezvous.RETRY_NANOS;
        try {
            link.connect(peer);
            up = true;
            say(LinkState.UP, "QEMU at " + peer);
            flush();
        } catch (final SystemCallException e) {
            final String why = e.isNobodyThere() ? expectation : expectation + " (" + e.getMessage() + ")";
            if (up) {
                lose(why);
            } else if (!reason.endsWith(why)) {
                say(LinkState.DOWN, why);
            }
        }
    }

    /** What the machine had not read is lost with it, as with a cable that is pulled. */
    private void lose(final String why) {
        up = false;
        link.disconnect();
        pending = 0;
        say(LinkState.DOWN, "the machine went away; " + why);
    }

    @Override
    public boolean transmit(final MemorySegment memory, final long offset, final int length, final int wireLength,
            final long now) {
        final boolean taken = up && link.transmit(memory, offset, length);
        if (taken) {
            pending = link.pending();
        }
        return taken;
    }

    @Override
    public void flush() {
        if (up) {
            try {
                link.flush(_ -> refused++);
            } catch (final SystemCallException e) {
                lookAt = nowNanos; // at the next poll, after what the machine sent before it went
            }
            pending = link.pending();
            if (refused > 0) {
                context.lost(refused, "refused by the socket of the machine");
                refused = 0;
            }
        }
    }

    @Override
    public long pending() {
        return pending;
    }

    @Override
    public long nextPollNanos() {
        return link != null && link.isBusy() ? nowNanos : lookAt;
    }

    private void say(final LinkState state, final String why) {
        if (!why.equals(reason)) {
            reason = why;
            context.status(state, why);
        }
    }

    @Override
    public void close() {
        if (link != null) {
            try {
                link.close();
            } catch (final IOException e) {
                say(LinkState.DOWN, e.getMessage());
            }
            link = null;
        }
    }
}
