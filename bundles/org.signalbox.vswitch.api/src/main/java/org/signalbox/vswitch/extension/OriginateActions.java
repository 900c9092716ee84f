package org.signalbox.vswitch.extension;

import java.lang.foreign.MemorySegment;

import org.signalbox.vswitch.pipeline.CallWindow;
import org.signalbox.vswitch.pipeline.FrameMaker;
import org.signalbox.vswitch.pipeline.Remarks;

/**
 * What a capturing stage may do of its own accord: originate frames. Valid only within the call that it was handed to,
 * by the thread that got it; outside it an {@link IllegalStateException} is thrown and nothing is done.
 */
public final class OriginateActions {
    private final FrameMaker maker;
    private final CallWindow window;
    private final Remarks remarks;

    /** Actions of which nobody is told why they are done. */
    public OriginateActions(FrameMaker maker, CallWindow window) {
        this(maker, window, new Remarks());
    }

    /** @param remarks where a stage says why it sends a frame */
    public OriginateActions(FrameMaker maker, CallWindow window, Remarks remarks) {
        this.maker = maker;
        this.window = window;
        this.remarks = remarks;
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
        return send(source, offset, length, sourcePort, vlan, "", "");
    }

    /**
     * Originates a frame and says why; see {@link #send(MemorySegment, long, int, int, int)}.
     *
     * @param rule   which of the extension's rules; may be empty
     * @param reason one clause for people, of use only while {@link #isRecorded}
     */
    public boolean send(MemorySegment source, long offset, int length, int sourcePort, int vlan, String rule,
            String reason) {
        window.require();
        final int made = maker.make(source, offset, length, sourcePort, vlan);
        if (made >= 0) {
            remarks.say(made, rule, reason);
        }
        return made >= 0;
    }

    /** Whether somebody looks at the decisions of this call, so that it is worth to say why. */
    public boolean isRecorded() {
        return remarks.isOpen();
    }
}
