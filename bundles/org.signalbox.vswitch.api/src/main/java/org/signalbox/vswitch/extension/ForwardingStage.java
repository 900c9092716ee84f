package org.signalbox.vswitch.extension;

import org.osgi.annotation.versioning.ConsumerType;

/** The stage of a {@link ForwardingExtension}. */
@ConsumerType
public non-sealed interface ForwardingStage extends Stage {
    /** Every frame needs a decision; one without is dropped with the reason {@code no destination}. */
    void forward(FrameBatch frames, ForwardActions actions);
}
