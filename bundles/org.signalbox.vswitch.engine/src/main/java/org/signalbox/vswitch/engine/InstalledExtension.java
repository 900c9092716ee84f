package org.signalbox.vswitch.engine;

import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.extension.CapturingExtension;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.ForwardingExtension;

/**
 * An extension that a bundle provides.
 *
 * @param id      symbolic name of the bundle
 * @param version of the bundle
 * @param vendor  as the bundle says, or empty
 */
record InstalledExtension(String id, String version, String vendor, Extension service) {
    /** What its type says, whatever it says itself. */
    ExtensionKind kind() {
        return switch (service) {
            case CapturingExtension _ -> ExtensionKind.CAPTURING;
            case FilteringExtension _ -> ExtensionKind.FILTERING;
            case ForwardingExtension _ -> ExtensionKind.FORWARDING;
        };
    }
}
