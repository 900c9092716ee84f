package org.signalbox.vswitch;

/** Frames and bytes counted since the port was created; bytes without preamble and frame check sequence. */
public record Traffic(long frames, long bytes) {
    /** Nothing counted. */
    public static final Traffic NONE = new Traffic(0, 0);
}
