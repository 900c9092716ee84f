package org.signalbox.vswitch.extension;

import org.osgi.annotation.versioning.ConsumerType;
import org.signalbox.vswitch.ExtensionKind;

/** Chooses the destinations of frames in place of the switch. A switch has at most one enabled. */
@ConsumerType
public non-sealed interface ForwardingExtension extends Extension {
    /** A stage for one switch. It is closed when the extension is disabled there, or leaves. */
    ForwardingStage create(StageContext context);

    @Override
    default ExtensionKind kind() {
        return ExtensionKind.FORWARDING;
    }
}
