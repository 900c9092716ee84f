package org.signalbox.extension.tracing.live;

import org.signalbox.capture.CaptureWriter.Way;

/** Which frames of an adapter are captured. Source of the words: Cisco, {@code monitor capture ... in|out|both}. */
public enum CaptureWays {
    /** Those that enter the switch there. */
    IN,
    /** Those that leave it there. */
    OUT,
    /** All. */
    BOTH;

    boolean include(Way way) {
        return this == BOTH || (this == IN) == (way != Way.OUTBOUND);
    }
}
