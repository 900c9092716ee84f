package org.signalbox.vswitch.extension;

import org.osgi.annotation.versioning.ConsumerType;
import org.signalbox.vswitch.ExtensionKind;

/**
 * Decides what may pass: drops, rewrites, clones and injects frames on ingress, excludes destinations on egress. It
 * sets no destination.
 */
@ConsumerType
public non-sealed interface FilteringExtension extends Extension {
    /** A stage for one switch. It is closed when the extension is disabled there, or leaves. */
    FilteringStage create(StageContext context);

    @Override
    default ExtensionKind kind() {
        return ExtensionKind.FILTERING;
    }
}
