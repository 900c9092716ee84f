package org.signalbox.attachment.linux;

import static org.junit.jupiter.api.Assertions.fail;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.attachment.Attachment;
import org.signalbox.vswitch.attachment.AttachmentContext;
import org.signalbox.vswitch.attachment.ReceiveBuffer;
import org.signalbox.vswitch.pipeline.FrameSlots;

/** Polls one attachment as a worker does: when it was woken, or when the attachment asked for it, and not otherwise. */
final class WorkerStandIn implements AttachmentContext, AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final int MEMORY_BYTES = 1 << 20;

    /** A frame, and what is left to be done to it. */
    record Received(byte[] frame, long offload) {
    }

    private final Semaphore wakes = new Semaphore(0);
    private final Arena arena = Arena.ofShared();
    private final FrameSlots slots = new FrameSlots(arena.allocate(MEMORY_BYTES, Long.BYTES), 64);
    private final ReceiveBuffer buffer = new ReceiveBuffer(slots);
    private final MemorySegment outgoing = arena.allocate(MEMORY_BYTES, Long.BYTES);
    private final List<Received> received = new ArrayList<>();
    private final List<String> statuses = new CopyOnWriteArrayList<>();
    private final List<String> losses = new ArrayList<>();
    private volatile LinkState link = LinkState.DISCONNECTED;
    private Attachment attachment;

    void attach(final Attachment attached) {
        attachment = attached;
    }

    /** Polls until the condition holds. */
    void until(final String what, final BooleanSupplier condition) {
        final long deadline = System.nanoTime() + PATIENCE_NANOS;
        turn();
        while (!condition.getAsBoolean()) {
            final long now = System.nanoTime();
            if (now > deadline) {
                fail("waited in vain until " + what + "; statuses " + statuses);
            }
            pause(Math.min(deadline, attachment.nextPollNanos()) - now);
            turn();
        }
    }

    /** Polls until the last status is this one. */
    void untilStatus(final String status) {
        until("the status is " + status, () -> !statuses.isEmpty() && statuses.getLast().equals(status));
    }

    private void pause(final long nanos) {
        try {
            if (wakes.tryAcquire(Math.max(0, nanos), TimeUnit.NANOSECONDS)) {
                wakes.drainPermits();
            }
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void turn() {
        slots.clear();
        buffer.from(0, System.nanoTime(), slots.capacity());
        attachment.receive(buffer, System.nanoTime());
        for (int slot = 0; slot < slots.count(); slot++) {
            received.add(new Received(slots.memory().asSlice(slots.offset(slot), slots.length(slot))
                    .toArray(ValueLayout.JAVA_BYTE), slots.offload(slot)));
        }
    }

    /** Hands a frame over; whether it was taken. */
    boolean send(final byte[] frame, final long offload) {
        MemorySegment.copy(frame, 0, outgoing, ValueLayout.JAVA_BYTE, 2, frame.length);
        return offload == 0 ? attachment.transmit(outgoing, 2, frame.length, frame.length, System.nanoTime())
                : attachment.transmit(outgoing, 2, frame.length, frame.length, offload, System.nanoTime());
    }

    boolean send(final byte[] frame) {
        return send(frame, 0);
    }

    void flush() {
        attachment.flush();
    }

    void release() {
        attachment.release();
    }

    List<Received> received() {
        return received;
    }

    /** All statuses, each once, the oldest first. */
    List<String> statuses() {
        return statuses;
    }

    /** Whether the attachment wants to be polled without being woken. */
    boolean isBusy() {
        return attachment.nextPollNanos() <= System.nanoTime();
    }

    boolean isUp() {
        return link == LinkState.UP;
    }

    long pending() {
        return attachment.pending();
    }

    @Override
    public String switchName() {
        return "bench";
    }

    @Override
    public String portName() {
        return "port";
    }

    @Override
    public Optional<MacAddress> mac() {
        return Optional.empty();
    }

    @Override
    public void wake() {
        wakes.release();
    }

    /** What was taken and lost. */
    List<String> losses() {
        return losses;
    }

    @Override
    public void lost(final long frames, final String reason) {
        losses.add(frames + " " + reason);
    }

    @Override
    public void status(final LinkState newLink, final String reason) {
        link = newLink;
        statuses.add(newLink + ": " + reason);
        wakes.release();
    }

    @Override
    public void close() {
        if (attachment != null) {
            attachment.release();
            attachment.close();
        }
        arena.close();
    }
}
