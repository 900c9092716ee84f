package org.signalbox.vswitch.extension;

import org.signalbox.vswitch.pipeline.FrameEntries;

/**
 * What a filtering stage may do to copies on egress: exclude their destinations, one way. Data is not changed and no
 * destination added. Valid only within the call that it was handed to, by the thread that got it.
 */
public final class EgressActions {
    private final FrameEntries entries;

    public EgressActions(FrameEntries entries) {
        this.entries = entries;
    }

    /** Ends the copy's way; the first drop of a copy counts. {@code reason} is from {@link StageContext#dropReason}. */
    public void drop(int copy, int reason) {
        entries.drop(copy, reason);
    }

    /**
     * Like {@link #drop} if the verdict is a reason, and nothing if it is negative: for stages that have a verdict for
     * every copy, at less cost than asking first.
     */
    public void judge(int copy, int verdict) {
        entries.judge(copy, verdict);
    }
}
