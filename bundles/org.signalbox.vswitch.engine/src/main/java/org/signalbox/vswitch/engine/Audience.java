package org.signalbox.vswitch.engine;

import org.signalbox.vswitch.FollowedFrame;
import org.signalbox.vswitch.Simulations.Decisions;
import org.signalbox.vswitch.pipeline.FrameSlots;

/** Whom a core's {@link Recorder} tells of decisions; called by the core's thread. */
interface Audience {
    /** What {@link #wants} says of a frame that nobody asked for. */
    long NOBODY = 0;

    /** A batch was received: whether any of it is to be recorded. */
    boolean begins(Program program, FrameSlots received, long timeNanos);

    /** Who is to be told of a frame that has just entered, or was made: a bit for each, or {@link #NOBODY}. */
    long wants(FrameSlots slots, int slot);

    /** How many steps of one batch are recorded; frames with more copies than that allows are lost. */
    int mostSteps();

    /** Bytes of each frame that are to be told with it; 0 for none. */
    int snapLength();

    /** A frame is through, of which these want to be told. */
    void decided(long who, FollowedFrame frame);

    /** A frame that entered at this port, or at none, was not recorded as a whole. */
    void lost(long who, String port);

    /** All frames, for a simulation. */
    static Audience of(final Decisions decisions) {
        return new Audience() {
            @Override
            public boolean begins(final Program program, final FrameSlots received, final long timeNanos) {
                return true;
            }

            @Override
            public long wants(final FrameSlots slots, final int slot) {
                return 1;
            }

            @Override
            public int mostSteps() {
                return Integer.MAX_VALUE;
            }

            @Override
            public int snapLength() {
                return 0;
            }

            @Override
            public void decided(final long who, final FollowedFrame frame) {
                decisions.decided(frame.decision());
            }

            @Override
            public void lost(final long who, final String port) {
                throw new IllegalStateException("a simulation loses no decisions");
            }
        };
    }
}
