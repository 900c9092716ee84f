package org.signalbox.vswitch.extension;

import java.lang.foreign.MemorySegment;

import org.signalbox.vswitch.pipeline.CallWindow;
import org.signalbox.vswitch.pipeline.FrameMaker;

/**
 * What a capturing stage may do of its own accord: originate frames. Valid only within the call that it was handed to,
 * by the thread that got it; outside it an {@link IllegalStateException} is thrown and nothing is done.
 */
public final class OriginateActions {
    private final FrameMaker maker;
    private final CallWindow window;

    public OriginateActions(FrameMaker maker, CallWindow window) {
        this.maker = maker;
        this.window = window;
    }

    /**
     * Originates a frame: a copy of the caller's bytes. It has the time of the last frame that was received, stands
     * behind all of them, and meets the stages after this one.
     *
     * @param source     where its bytes are, from the destination address on and without the 802.1Q tag of its VLAN
     * @param offset     of the first of them
     * @param length     in bytes, 14 or more
     * @param sourcePort index of the port that it comes from, or {@link FrameBatch#NO_PORT}; see
     *                   {@link IngressActions#inject(MemorySegment, long, int, int, int)}
     * @param vlan       VLAN that it is put into, 0-4094; 0 is the domain of the untagged ports
     * @return whether there was room; the next batch has some
     * @throws IllegalArgumentException if a value is out of its range
     */
    public boolean send(MemorySegment source, long offset, int length, int sourcePort, int vlan) {
        window.require();
        return maker.make(source, offset, length, sourcePort, vlan) >= 0;
    }
}
