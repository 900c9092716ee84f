package org.signalbox.fabric.extension;

import org.signalbox.command.RefusedException;
import org.signalbox.command.TrustSpec;

/** Extensions brought in for a document; those installed go again on close unless they are to be kept. */
public interface Provision extends AutoCloseable {
    /**
     * Sees to it that an extension is present: it is, or its bundle is started, or taken from the folder of extensions.
     *
     * @param trust what a bundle has to come up to that is taken from the folder
     * @return whether it is present now
     * @throws RefusedException with one sentence, if there is a bundle that cannot or must not run
     */
    boolean provide(String id, TrustSpec trust) throws RefusedException;

    /** What was provided stays. */
    void keep();

    @Override
    void close();
}
