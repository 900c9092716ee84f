package org.signalbox.vswitch.attachment;

import java.lang.foreign.MemorySegment;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A port's way into the world. The worker that owns the port calls {@link #receive}, {@link #transmit},
 * {@link #flush} and at last {@link #release}; none of them may block. {@link #close} may come from another thread,
 * after the last of those calls has returned.
 */
@ConsumerType
public interface Attachment extends AutoCloseable {
    /**
     * Puts frames that wait into the buffer while it has room, at most {@link ReceiveBuffer#limit} of them.
     *
     * @param nowNanos the switch's clock
     */
    void receive(ReceiveBuffer buffer, long nowNanos);

    /**
     * Takes a frame over for sending, by copy: the memory is the worker's again when this returns.
     *
     * @return false when there is no room; the frame is counted as dropped there, with the reason {@code queue full}
     */
    boolean transmit(MemorySegment memory, long offset, int length, int wireLength, long nowNanos);

    /**
     * Whether frames of which something is left to be done may be handed to {@link #transmit(MemorySegment, long, int,
     * int, long, long)}. To all others the switch gives such frames finished, cut into segments. Asked once, when it
     * was attached.
     */
    default boolean takesOffloads() {
        return false;
    }

    /**
     * As {@link #transmit(MemorySegment, long, int, int, long)}, of a frame of which something is left to be done.
     * Called only if it {@link #takesOffloads}.
     *
     * @param offload what is left to be done, not 0; see {@link org.signalbox.frame.Offload}
     */
    default boolean transmit(MemorySegment memory, long offset, int length, int wireLength, long offload,
            long nowNanos) {
        throw new UnsupportedOperationException("found a frame with an offload, expected none without takesOffloads()");
    }

    /** The end of a burst: sends what {@link #transmit} took. */
    default void flush() {
    }

    /** Frames that were taken over and have not been passed on. Any thread. */
    default long pending() {
        return 0;
    }

    /**
     * When it wants to be polled though nobody wakes the worker, on the switch's clock. Asked when the worker is about
     * to sleep.
     */
    default long nextPollNanos() {
        return Long.MAX_VALUE;
    }

    /**
     * The worker that owns the port calls it no more: what was started on its thread ends. Another worker may call it
     * from now on, or {@link #close} follows. Not called when the worker hangs or its thread has ended.
     */
    default void release() {
    }

    @Override
    void close();
}
