package org.signalbox.vswitch;

import org.osgi.annotation.versioning.ConsumerType;

/** Told of what extensions and attachments do wrong, whenever it is logged. Register it as a service. */
@ConsumerType
public interface FaultListener {
    /**
     * Called by a thread of its own, so that no switch waits for it, and several may come at once. Not to be kept:
     * what was thrown may hold the classes of a bundle that leaves.
     *
     * @param who        id of the extension; where a version of it is tried in a shadow, words that say so follow
     * @param switchName where it happened
     * @param thrown     what was thrown, or for a call that did not return a throwable with the stack that it was found
     *                   in
     */
    void failed(String who, String switchName, Throwable thrown);
}
