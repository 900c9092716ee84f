package org.signalbox.attachment.linux;

import java.lang.foreign.MemorySegment;

import org.signalbox.vswitch.attachment.ReceiveBuffer;

/** How frames get through an open TAP device. Called by the port's worker, but for {@link #close}; does not block. */
sealed interface TapChannel extends AutoCloseable permits DirectChannel, RingChannel {
    /** Puts frames that wait into the buffer while it has room; false when the device refuses to be read. */
    boolean receive(ReceiveBuffer buffer);

    /** Takes a frame over by copy. */
    void transmit(MemorySegment memory, long offset, int length, long offload);

    /** Sends what was taken over; how many frames of those since the last time the device refused. */
    int flush();

    /** The worker is about to sleep: it is told when frames wait. */
    void sleep();

    /** The worker's last call. */
    void release();

    @Override
    void close();
}
