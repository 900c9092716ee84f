package org.signalbox.vswitch;

/** What becomes of a switch's frames when an extension that is enabled there fails. */
public enum FailPolicy {
    /** Frames go on as if it were not enabled. It is started anew after a while. */
    OPEN,
    /** Frames that would pass through it are dropped, and the reason says so. It is started anew after a while. */
    CLOSED,
    /** As {@link #OPEN}, until an administrator enables it again. */
    QUARANTINE
}
