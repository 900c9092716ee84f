package org.signalbox.frame;

/** What can be said of a checksum. */
public enum ChecksumState {
    /** It covers what it says. */
    GOOD,
    /** It does not. */
    BAD,
    /** There is none: UDP's zero, or a protocol without one. */
    ABSENT,
    /** What it covers is not all there: a fragment, or a frame that was cut. */
    UNKNOWN
}
