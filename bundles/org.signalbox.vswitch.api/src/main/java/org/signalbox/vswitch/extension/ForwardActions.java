package org.signalbox.vswitch.extension;

import org.signalbox.vswitch.pipeline.FrameEntries;

/**
 * What a forwarding stage may do: choose destinations. The switch still sees to VLANs: a port that may not get the
 * frame's VLAN drops it. Valid only within the call that it was handed to, by the thread that got it.
 */
public final class ForwardActions {
    private final FrameEntries entries;

    public ForwardActions(FrameEntries entries) {
        this.entries = entries;
    }

    /** Adds a destination, a {@link StagePort#index}; one that is there already is not added again. */
    public void to(int frame, int port) {
        entries.addDestination(frame, port);
    }

    /** Chooses every port of the frame's VLAN but its source. */
    public void flood(int frame) {
        entries.flood(frame);
    }

    /**
     * Ends the frame's way; the first drop of a frame counts. {@code reason} is from {@link StageContext#dropReason}.
     */
    public void drop(int frame, int reason) {
        entries.drop(frame, reason);
    }
}
