package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.signalbox.vswitch.extension.Extension;

/**
 * The installed extensions, newest first. Of several that have the same id, such as two versions of one bundle, the
 * one that came first is used and the others wait until it goes. Changed under the engine's lock; read by any thread.
 */
final class ExtensionCatalog {
    private volatile List<InstalledExtension> waiting = List.of();
    private volatile List<InstalledExtension> installed = List.of();

    /** Adds an extension; false when it has to wait because its id is taken. */
    boolean add(final InstalledExtension extension) {
        if (find(extension.id()).isPresent()) {
            final List<InstalledExtension> longer = new ArrayList<>(waiting);
            longer.add(extension);
            waiting = List.copyOf(longer);
            return false;
        }
        final List<InstalledExtension> next = new ArrayList<>(installed);
        next.addFirst(extension);
        installed = List.copyOf(next);
        return true;
    }

    /** Removes what a service provided, and says what it was if it was in use. */
    Optional<InstalledExtension> remove(final Extension service) {
        final Optional<InstalledExtension> gone =
                installed.stream().filter(extension -> extension.service() == service).findFirst();
        gone.ifPresent(extension -> installed = installed.stream().filter(other -> other != extension).toList());
        return gone;
    }

    /** Takes the one that waits longest for an id out of the waiting ones. */
    Optional<InstalledExtension> takeWaiting(final String id) {
        final Optional<InstalledExtension> next = waiting.stream().filter(other -> other.id().equals(id)).findFirst();
        next.ifPresent(this::removeWaiting);
        return next;
    }

    private void removeWaiting(final InstalledExtension gone) {
        waiting = waiting.stream().filter(other -> other != gone).toList();
    }

    /** Removes what a service provided, and says what it was if it waited. */
    Optional<InstalledExtension> removeWaiting(final Extension service) {
        final Optional<InstalledExtension> gone =
                waiting.stream().filter(extension -> extension.service() == service).findFirst();
        gone.ifPresent(this::removeWaiting);
        return gone;
    }

    /** Those that wait for an id, longest first. */
    List<InstalledExtension> waiting(final String id) {
        return waiting.stream().filter(extension -> extension.id().equals(id)).toList();
    }

    /** One that waits takes the place of the one in use, which is the next to follow it. */
    void exchange(final InstalledExtension inUse, final InstalledExtension waits) {
        installed = installed.stream().map(each -> each == inUse ? waits : each).toList();
        final List<InstalledExtension> next = new ArrayList<>(waiting);
        next.remove(waits);
        next.addFirst(inUse);
        waiting = List.copyOf(next);
    }

    /** Those in use, newest first. */
    List<InstalledExtension> installed() {
        return installed;
    }

    Optional<InstalledExtension> find(final String id) {
        return installed.stream().filter(extension -> extension.id().equals(id)).findFirst();
    }
}
