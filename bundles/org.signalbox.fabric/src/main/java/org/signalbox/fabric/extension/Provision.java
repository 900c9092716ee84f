package org.signalbox.fabric.extension;

import org.signalbox.command.RefusedException;

/** Extensions brought in for a document; those installed go again on close unless they are to be kept. */
public interface Provision extends AutoCloseable {
    /**
     * Sees to it that an extension is present: it is, or its bundle is started, or taken from the folder of extensions.
     *
     * @return whether it is present now
     * @throws RefusedException with one sentence, if there is a bundle that cannot run
     */
    boolean provide(String id) throws RefusedException;

    /** What was provided stays. */
    void keep();

    @Override
    void close();
}
