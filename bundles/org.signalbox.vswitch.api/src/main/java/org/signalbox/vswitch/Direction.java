package org.signalbox.vswitch;

/** Which half of its way through the switch a frame is on. */
public enum Direction {
    /** From the source port to the forwarding decision. */
    INGRESS,
    /** From the forwarding decision to one destination port. */
    EGRESS
}
