package org.signalbox.vswitch.extension;

import org.signalbox.vswitch.pipeline.CallWindow;
import org.signalbox.vswitch.pipeline.FrameEntries;

/**
 * What a filtering stage may do to copies on egress: exclude their destinations, one way. What is excluded stays so,
 * data is not changed and no destination added; a frame all of whose destinations are excluded is dropped. Valid only
 * within the call that it was handed to, by the thread that got it; outside it an {@link IllegalStateException} is
 * thrown and nothing is changed.
 */
public final class EgressActions {
    private final FrameEntries entries;
    private final CallWindow window;

    /** Actions that are always valid for the thread that makes them, for tests of stages. */
    public EgressActions(FrameEntries entries) {
        this(entries, new CallWindow());
        window.open();
    }

    public EgressActions(FrameEntries entries, CallWindow window) {
        this.entries = entries;
        this.window = window;
    }

    /**
     * Excludes the copy's destination: the copy's way ends here, those to other destinations go on. The first drop of a
     * copy counts, and none is taken back. {@code reason} is from {@link StageContext#dropReason}.
     */
    public void drop(int copy, int reason) {
        window.require();
        entries.drop(copy, reason);
    }

    /**
     * Like {@link #drop} if the verdict is a reason, and nothing if it is negative: for stages that have a verdict for
     * every copy, at less cost than asking first.
     */
    public void judge(int copy, int verdict) {
        window.require();
        entries.judge(copy, verdict);
    }
}
