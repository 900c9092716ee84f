package org.signalbox.vswitch.extension;

import org.osgi.annotation.versioning.ConsumerType;
import org.signalbox.vswitch.ExtensionKind;

/** Sees every frame first on ingress and last on egress, and changes nothing. It may originate frames. */
@ConsumerType
public non-sealed interface CapturingExtension extends Extension {
    /** A stage for one switch. It is closed when the extension is disabled there, or leaves. */
    CapturingStage create(StageContext context);

    @Override
    default ExtensionKind kind() {
        return ExtensionKind.CAPTURING;
    }
}
