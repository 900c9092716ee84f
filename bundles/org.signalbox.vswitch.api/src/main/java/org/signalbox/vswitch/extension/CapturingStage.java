package org.signalbox.vswitch.extension;

import org.osgi.annotation.versioning.ConsumerType;

/** The stage of a {@link CapturingExtension}. */
@ConsumerType
public non-sealed interface CapturingStage extends Stage {
    /** Frames as they entered at their source ports. */
    default void ingress(FrameBatch frames) {
    }

    /** Copies as they are about to be delivered to their destination ports. */
    default void egress(FrameBatch copies) {
    }
}
