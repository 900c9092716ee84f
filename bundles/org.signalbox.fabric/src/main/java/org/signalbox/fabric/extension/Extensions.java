package org.signalbox.fabric.extension;

import java.nio.file.Path;

import org.signalbox.command.RefusedException;

/** The extensions of this process and how they come and go. Safe to call from any thread. */
public interface Extensions {
    /** Whether the engine knows an extension now. */
    boolean isPresent(String id);

    /** Extensions that a document needs, kept only if it is accepted. */
    Provision provision();

    /**
     * Installs an extension from a file.
     *
     * @return its id and version
     * @throws RefusedException with one sentence, if it is no bundle, lacks something, or is no extension; everything
     *         is then as it was
     */
    String install(Path file) throws RefusedException;

    /** What {@link #install} would install: id and version. @throws RefusedException as far as the file alone tells */
    String describe(Path file) throws RefusedException;

    /** Uninstalls an extension. @throws RefusedException with one sentence, if there is none of that id */
    void uninstall(String id) throws RefusedException;

    /** @throws RefusedException with one sentence, if there is no installed extension of that id */
    void refuseAbsent(String id) throws RefusedException;
}
