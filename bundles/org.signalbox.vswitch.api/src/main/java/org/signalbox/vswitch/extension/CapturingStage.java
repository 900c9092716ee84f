package org.signalbox.vswitch.extension;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The stage of a {@link CapturingExtension}. It sees frames and is handed no actions on them; what it may do of its own
 * accord is to originate frames.
 */
@ConsumerType
public non-sealed interface CapturingStage extends Stage {
    /** Frames as they entered at their source ports. */
    default void ingress(FrameBatch frames) {
    }

    /**
     * The time to originate frames, after {@link #ingress}: once for each batch, and soon after
     * {@link StageContext#originateSoon} even when no frames come. A live switch may call it at any other time.
     */
    default void originate(OriginateActions actions) {
    }

    /** Copies as they are about to be delivered to their destination ports. */
    default void egress(FrameBatch copies) {
    }
}
