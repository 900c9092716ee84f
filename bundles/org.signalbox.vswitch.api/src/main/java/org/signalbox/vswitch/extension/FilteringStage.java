package org.signalbox.vswitch.extension;

import org.osgi.annotation.versioning.ConsumerType;

/** The stage of a {@link FilteringExtension}. */
@ConsumerType
public non-sealed interface FilteringStage extends Stage {
    /** Frames before their destinations are chosen. */
    default void ingress(FrameBatch frames, IngressActions actions) {
    }

    /** Copies, each with its destination. */
    default void egress(FrameBatch copies, EgressActions actions) {
    }
}
