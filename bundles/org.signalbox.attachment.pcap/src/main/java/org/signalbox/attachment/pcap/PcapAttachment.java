package org.signalbox.attachment.pcap;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.signalbox.capture.CaptureException;
import org.signalbox.capture.CaptureReader;
import org.signalbox.capture.CaptureWriter;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.attachment.Attachment;
import org.signalbox.vswitch.attachment.AttachmentContext;
import org.signalbox.vswitch.attachment.ReceiveBuffer;

/**
 * A port between two capture files, either of which may be left out: without one to write, what is delivered is taken
 * and forgotten. Files are opened and written by a thread of the attachment's own, so that the worker waits for no
 * disk; it tries again each second until both are open. A capture that turns out broken, or a disk that is full, puts
 * the link down for good.
 */
final class PcapAttachment implements Attachment {

    private interface Opening<F> {
        F open() throws CaptureException;
    }

    private static final int RING_BYTES = 1 << 22;
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long CLOSE_MILLIS = 5_000;

    private final PcapSettings settings;
    private final AttachmentContext context;
    private final FrameRing ring;
    private final Thread files;

    private volatile Player player;
    private volatile boolean closed;
    private volatile boolean broken;
    private boolean taken;
    private boolean endSaid;

    PcapAttachment(final PcapSettings settings, final AttachmentContext context) {
        this.settings = settings;
        this.context = context;
        this.ring = settings.write().isPresent() ? new FrameRing(RING_BYTES) : null;
        this.files = Thread.ofPlatform().daemon().name("pcap " + context.switchName() + "/" + context.portName())
                .start(this::serveFiles);
    }

    @Override
    public void receive(final ReceiveBuffer buffer, final long nowNanos) {
        final Player playing = player;
        if (playing == null || broken) {
            return;
        }
        try {
            playing.play(buffer, nowNanos);
            if (playing.hasEnded() && !endSaid) {
                endSaid = true;
                context.status(LinkState.UP, description("has played ") + leftOut(playing));
            }
        } catch (final CaptureException e) {
            fail(settings.read().orElseThrow() + ": " + e.getMessage());
        }
    }

    @Override
    public boolean transmit(final MemorySegment memory, final long offset, final int length, final int wireLength,
            final long nowNanos) {
        taken = true;
        return ring == null || ring.offer(nowNanos, memory, offset, length, wireLength);
    }

    @Override
    public void flush() {
        if (taken && ring != null) {
            LockSupport.unpark(files);
        }
        taken = false;
    }

    @Override
    public long pending() {
        return ring == null ? 0 : ring.pending();
    }

    @Override
    public long nextPollNanos() {
        final Player playing = player;
        return playing == null || broken ? Long.MAX_VALUE : playing.nextNanos();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(files);
        try {
            files.join(CLOSE_MILLIS);
        } catch (final InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (player != null) {
            player.close();
        }
    }

    /** The thread: opens the files, the one to write last, as that loses what is in it; then writes until the end. */
    private void serveFiles() {
        final CaptureReader reader = settings.read()
                .map(file -> insist(file, () -> CaptureReader.open(Path.of(file)))).orElse(null);
        final CaptureWriter writer = settings.write()
                .map(file -> insist(file, () -> CaptureWriter.create(Path.of(file)))).orElse(null);
        if (!closed) {
            context.status(LinkState.UP, description("plays "));
        }
        if (reader != null) {
            player = new Player(reader, settings.speed(), settings.loop());
            context.wake();
        }
        if (writer != null) {
            record(writer);
        }
    }

    /** Opens a file, trying again until the attachment is closed; then the answer is null. */
    private <F> F insist(final String file, final Opening<F> opening) {
        while (!closed) {
            try {
                return opening.open();
            } catch (final CaptureException e) {
                context.status(LinkState.DOWN, file + ": " + e.getMessage());
            }
            final long until = System.nanoTime() + RETRY_NANOS;
            while (!closed && System.nanoTime() < until) {
                LockSupport.parkNanos(until - System.nanoTime());
            }
        }
        return null;
    }

    private void record(final CaptureWriter writer) {
        try (writer) {
            writer.addInterface(context.portName());
            boolean last;
            do {
                last = closed;
                if (!ring.drain((time, memory, offset, length, wireLength) ->
                        writer.write(0, time, memory, offset, length, wireLength))) {
                    writer.flush();
                    if (!last) {
                        LockSupport.park();
                    }
                }
            } while (!last);
        } catch (final IOException e) {
            fail(settings.write().orElseThrow() + ": cannot be written: " + CaptureException.reason(e));
        }
    }

    private void fail(final String reason) {
        broken = true;
        context.status(LinkState.DOWN, reason);
    }

    private String description(final String plays) {
        final List<String> parts = new ArrayList<>();
        settings.read().ifPresent(file -> parts.add(plays + file));
        settings.write().ifPresent(file -> parts.add("records to " + file));
        return String.join(", ", parts);
    }

    private static String leftOut(final Player playing) {
        return playing.tooLarge() == 0 ? "" : ", leaving out " + playing.tooLarge() + " frames that are too large";
    }
}
