package org.signalbox.vswitch;

/**
 * What an extension may do, and where in a frame's way it stands. Source: Microsoft, "Overview of the Hyper-V
 * Extensible Switch": capturing, filtering and forwarding extensions.
 */
public enum ExtensionKind {
    /** Sees frames; first on ingress, last on egress. */
    CAPTURING,
    /** Drops and rewrites on ingress, excludes destinations on egress. */
    FILTERING,
    /** Chooses destinations in place of the switch; one per switch. */
    FORWARDING
}
