package org.signalbox.fabric.feature;

import java.util.List;
import java.util.Optional;

import org.signalbox.command.RefusedException;

/**
 * Features of this process and how they come and go, whole or not at all: what is refused leaves everything as it was.
 * They last as long as the bundles of extensions do, that is as long as the framework's storage. Safe to call from any
 * thread.
 */
public interface Features {
    /**
     * What to install.
     *
     * @param path       of a feature file, or of a folder that holds one
     * @param id         group:artifact:version of a feature file in the repository; either this or the path
     * @param repository a folder, or the URL of a Maven repository, beside the feature file's own folder
     */
    record Request(Optional<String> path, Optional<String> id, Optional<String> repository) {
    }

    /**
     * An installed feature.
     *
     * @param missing its bundles that are gone
     */
    record Status(String id, String version, String name, List<String> bundles, List<String> configurations,
            List<String> missing) {
    }

    /** All, in the order in which they came. */
    List<Status> list();

    /** @throws RefusedException with one sentence */
    Status install(Request request) throws RefusedException;

    /** Puts another version in the place of an installed feature. @throws RefusedException with one sentence */
    Status update(Request request) throws RefusedException;

    /** @param id group:artifact. @throws RefusedException with one sentence */
    void uninstall(String id) throws RefusedException;

    /** What {@link #install} or {@link #update} would do. @throws RefusedException as far as the files alone tell */
    String describe(Request request, boolean update) throws RefusedException;

    /** What {@link #uninstall} would do. @throws RefusedException if there is no such feature */
    String describeUninstall(String id) throws RefusedException;
}
