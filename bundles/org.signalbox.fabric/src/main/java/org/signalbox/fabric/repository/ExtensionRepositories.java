package org.signalbox.fabric.repository;

import java.util.List;
import java.util.Optional;

import org.signalbox.command.RefusedException;

/** Extensions of repositories that have an index. Safe to call from any thread. */
public interface ExtensionRepositories {
    /**
     * What to install.
     *
     * @param id         of the extension
     * @param version    that one alone, or those of a range such as {@code [1.0,2)}; without it the newest that
     *                   runs here
     * @param repository a folder, or its URL
     */
    record Request(String id, Optional<String> version, String repository) {
    }

    /**
     * An extension that a repository has.
     *
     * @param needs what nothing here offers
     */
    record Offer(String id, String version, String description, List<String> needs) {
    }

    /** The extensions of a repository, by id, newest first. @throws RefusedException with one sentence */
    List<Offer> list(String repository) throws RefusedException;

    /**
     * Installs an extension and what it needs that is not here; all of it or nothing.
     *
     * @return ids and versions of what was installed, the extension first
     * @throws RefusedException with one sentence; everything is then as it was
     */
    List<String> install(Request request) throws RefusedException;

    /** What {@link #install} would install. @throws RefusedException as far as the files alone tell */
    List<String> describe(Request request) throws RefusedException;
}
