package org.signalbox.vswitch.engine;

/** Where a worker says which address it saw behind which port. */
interface Learning {
    /** @param address as {@link ForwardingTable#address} has it */
    void learn(long address, int port, long timeNanos);
}
