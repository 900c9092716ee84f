package org.signalbox.vswitch.engine;

import org.signalbox.vswitch.pipeline.FrameSlots;

/** Where a worker says which address it saw behind which port. */
interface Learning {
    /** @param address as {@link ForwardingTable#address} has it */
    void learn(long address, int port, long timeNanos);

    /**
     * Learns from all frames of a batch of which {@link ForwardingTable#isSettled} was true.
     *
     * @param sources by slot, as that found them
     */
    void refresh(FrameSlots slots, PortTable ports, int[] sources);
}
