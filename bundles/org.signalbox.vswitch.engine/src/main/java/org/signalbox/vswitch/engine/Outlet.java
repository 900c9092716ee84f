package org.signalbox.vswitch.engine;

import java.lang.foreign.MemorySegment;

/** Where a switch hands over the copies that have passed. */
interface Outlet {
    /**
     * Delivers a copy at a port.
     *
     * @param memory the frame, tagged as the port gets it; valid during the call only
     * @param offload what is left to be done to the frame, as {@link org.signalbox.frame.Offload} has it; 0 for nothing
     * @return -1 when it was taken, or the reason why not
     */
    int deliver(int port, long timeNanos, MemorySegment memory, long offset, int length, int wireLength,
            long offload);
}
