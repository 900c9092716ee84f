package org.signalbox.attachment.qemu;

import static org.junit.jupiter.api.Assertions.fail;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    private final Semaphore wakes = new Semaphore(0);
    private final FrameSlots slots = new FrameSlots(Arena.ofAuto().allocate(1 << 18), 64);
    private final ReceiveBuffer buffer = new ReceiveBuffer(slots);
    private final List<byte[]> received = new ArrayList<>();
    private final List<String> statuses = new ArrayList<>();
    private LinkState link = LinkState.DISCONNECTED;
    private Attachment attachment;
    private final List<String> lost = new ArrayList<>();
    private int turns;

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
        turns++;
        slots.clear();
        buffer.from(0, System.nanoTime(), slots.capacity());
        attachment.receive(buffer, System.nanoTime());
        for (int slot = 0; slot < slots.count(); slot++) {
            received.add(slots.memory().asSlice(slots.offset(slot), slots.length(slot)).toArray(ValueLayout.JAVA_BYTE));
        }
    }

    boolean send(final byte[] frame) {
        return attachment.transmit(MemorySegment.ofArray(frame), 0, frame.length, frame.length, System.nanoTime());
    }

    void flush() {
        attachment.flush();
    }

    List<byte[]> received() {
        return received;
    }

    List<String> statuses() {
        return statuses;
    }

    /** What the attachment said of frames that could not be passed on. */
    List<String> lost() {
        return lost;
    }

    /** Whether the attachment wants to be polled without being woken. */
    boolean isBusy() {
        return attachment.nextPollNanos() <= System.nanoTime();
    }

    int turns() {
        return turns;
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
        return "vm1";
    }

    @Override
    public Optional<MacAddress> mac() {
        return Optional.empty();
    }

    @Override
    public void wake() {
        wakes.release();
    }

    @Override
    public void lost(final long frames, final String reason) {
        lost.add(frames + " " + reason);
    }

    @Override
    public void status(final LinkState newLink, final String reason) {
        link = newLink;
        statuses.add(newLink + ": " + reason);
    }

    @Override
    public void close() {
        if (attachment != null) {
            attachment.close();
        }
    }
}
