package org.signalbox.vswitch.engine;

import org.signalbox.vswitch.Simulations.Decisions;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.pipeline.FrameSlots;

/** Whom a core's {@link Recorder} tells of decisions; called by the core's thread. */
interface Audience {
    /** A batch was received: whether any of it is to be recorded. */
    boolean begins(Program program, FrameSlots received, long timeNanos);

    /** Whether a frame of this batch is to be recorded that has this source port, or none. */
    boolean wants(int port);

    /** How many steps of one batch are recorded; frames with more copies than that allows are lost. */
    int mostSteps();

    /** A frame of this source port, or of none, is through. */
    void decided(int port, Decision decision);

    /** A frame of this source port, or of none, was not recorded as a whole. */
    void lost(int port);

    /** All frames, for a simulation. */
    static Audience of(final Decisions decisions) {
        return new Audience() {
            @Override
            public boolean begins(final Program program, final FrameSlots received, final long timeNanos) {
                return true;
            }

            @Override
            public boolean wants(final int port) {
                return true;
            }

            @Override
            public int mostSteps() {
                return Integer.MAX_VALUE;
            }

            @Override
            public void decided(final int port, final Decision decision) {
                decisions.decided(decision);
            }

            @Override
            public void lost(final int port) {
                throw new IllegalStateException("a simulation loses no decisions");
            }
        };
    }
}
