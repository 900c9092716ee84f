package org.signalbox.vswitch;

/**
 * A port's part in mirroring within its switch: what enters and leaves at every source is also delivered at every
 * destination. Source: Microsoft, {@code Set-VMNetworkAdapter -PortMirroring}.
 */
public enum PortMirroring {
    /** Takes no part. */
    NONE,
    /** Its frames, both ways, are mirrored. */
    SOURCE,
    /** Gets the mirrored frames besides its own. */
    DESTINATION
}
