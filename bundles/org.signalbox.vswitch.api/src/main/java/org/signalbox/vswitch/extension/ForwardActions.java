package org.signalbox.vswitch.extension;

import org.signalbox.vswitch.pipeline.CallWindow;
import org.signalbox.vswitch.pipeline.FrameEntries;

/**
 * What a forwarding stage may do: choose destinations. The switch still sees to VLANs: a port that may not get the
 * frame's VLAN drops it. Valid only within the call that it was handed to, by the thread that got it;
 * outside it an {@link IllegalStateException} is thrown and nothing is changed.
 */
public final class ForwardActions {
    private final FrameEntries entries;
    private final CallWindow window;

    /** Actions that are always valid for the thread that makes them, for tests of stages. */
    public ForwardActions(FrameEntries entries) {
        this(entries, new CallWindow());
        window.open();
    }

    public ForwardActions(FrameEntries entries, CallWindow window) {
        this.entries = entries;
        this.window = window;
    }

    /** Adds a destination, a {@link StagePort#index}; one that is there already is not added again. */
    public void to(int frame, int port) {
        window.require();
        entries.addDestination(frame, port);
    }

    /** Chooses every port of the frame's VLAN but its source. */
    public void flood(int frame) {
        window.require();
        entries.flood(frame);
    }

    /**
     * Leaves the choice to the switch, which does with the frame what it does without a forwarding extension: sends it
     * to the port where its destination was learned or is fixed, floods it where that is not known, and drops it where
     * it may not go. A port that is named afterwards takes the place of that. Source: OpenFlow 1.3, reserved port
     * {@code NORMAL}.
     */
    public void normal(int frame) {
        window.require();
        entries.normal(frame);
    }

    /**
     * Ends the frame's way; the first drop of a frame counts. {@code reason} is from {@link StageContext#dropReason}.
     */
    public void drop(int frame, int reason) {
        window.require();
        entries.drop(frame, reason);
    }
}
