package org.signalbox.vswitch.engine;

import java.util.Optional;
import java.util.Set;

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
 * @param runsBefore what the service said when it was asked
 * @param runsAfter  what the service said when it was asked
 * @param portPolicy   what the service said when it was asked
 * @param switchPolicy what the service said when it was asked
 * @param stateless    what the service said when it was asked
 * @param home         where it comes from
 */
record InstalledExtension(String id, String version, String vendor, Extension service, Set<String> runsBefore,
        Set<String> runsAfter, Optional<InstalledPolicy> portPolicy, Optional<InstalledPolicy> switchPolicy,
        boolean stateless, ExtensionHome home) {
    /** What is left to say of one that has gone. */
    record Name(String id, String version) {
    }

    /** Asks the service for its place and its policies. */
    InstalledExtension(final String id, final String version, final String vendor, final Extension service,
            final ExtensionHome home) {
        this(id, version, vendor, service, Set.copyOf(service.runsBefore()), Set.copyOf(service.runsAfter()),
                InstalledPolicy.of(service, service.portPolicy()), InstalledPolicy.of(service, service.switchPolicy()),
                service.isStateless(), home);
    }

    /** One that stays. */
    InstalledExtension(final String id, final String version, final String vendor, final Extension service) {
        this(id, version, vendor, service, ExtensionHome.NOWHERE);
    }

    Name name() {
        return new Name(id, version);
    }

    /** What its type says, whatever it says itself. */
    ExtensionKind kind() {
        return switch (service) {
            case CapturingExtension _ -> ExtensionKind.CAPTURING;
            case FilteringExtension _ -> ExtensionKind.FILTERING;
            case ForwardingExtension _ -> ExtensionKind.FORWARDING;
        };
    }

    /** Whether this one has to stand above another, since one of them says so. */
    boolean precedes(final InstalledExtension other) {
        return kind() == other.kind() && !id.equals(other.id)
                && (runsBefore.contains(other.id) || other.runsAfter.contains(id));
    }
}
