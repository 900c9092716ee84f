package org.signalbox.testkit.bad;

import java.lang.foreign.MemorySegment;

import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;

/** The copy of one frame, to be sent again. */
final class Copied {
    private static final int LONGEST_FRAME = 1 << 16;

    private final MemorySegment memory = MemorySegment.ofArray(new byte[LONGEST_FRAME]);
    private int length;

    boolean isEmpty() {
        return length == 0;
    }

    void take(final FrameBatch frames, final int frame) {
        length = frames.length(frame);
        frames.copy(frame, 0, length, memory, 0);
    }

    /** Sends it behind another frame of its port, and forgets it. */
    void send(final int behind, final FrameBatch frames, final IngressActions actions) {
        actions.inject(behind, memory, 0, length, frames.sourcePort(behind), frames.vlan(behind));
        length = 0;
    }
}
