package org.signalbox.workbench.trace;

import org.signalbox.frame.FrameFilter;
import org.signalbox.vswitch.FollowedFrame;
import org.signalbox.vswitch.FollowedFrame.Bytes;
import org.signalbox.vswitch.decision.Copy;
import org.signalbox.vswitch.decision.Decision;

/** A frame of the list. Frames are the same where they are one object: there are many of them. */
final class LiveFrame {

    private final FollowedFrame followed;
    private final boolean dropped;

    LiveFrame(FollowedFrame followed) {
        this.followed = followed;
        this.dropped = followed.decision().copies().stream().noneMatch(Copy::isDelivered);
    }

    FollowedFrame followed() {
        return followed;
    }

    Decision decision() {
        return followed.decision();
    }

    /** When it entered, in nanoseconds since the epoch. */
    long time() {
        return followed.decision().timeNanos();
    }

    /** Whether it arrived nowhere. */
    boolean isDropped() {
        return dropped;
    }

    /** Whether a filter selects it, by the bytes of it that are kept. */
    boolean matches(FrameFilter filter) {
        final Bytes bytes = followed.entered();
        return filter.matches(bytes.memory(), 0, (int) bytes.memory().byteSize(), bytes.wireLength());
    }
}
