package org.signalbox.vswitch.attachment;

import java.lang.foreign.MemorySegment;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A port's way into the world. The worker that owns the port calls {@link #receive}, {@link #transmit} and
 * {@link #flush}; none of them may block. {@link #close} may come from another thread, after the last of those calls
 * has returned.
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

    /** The end of a burst: sends what {@link #transmit} took. */
    default void flush() {
    }

    /** Frames that were taken over and have not been passed on. Any thread. */
    default long pending() {
        return 0;
    }

    /** When it wants to be polled though nobody wakes the worker, on the switch's clock. */
    default long nextPollNanos() {
        return Long.MAX_VALUE;
    }

    @Override
    void close();
}
