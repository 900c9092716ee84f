package org.signalbox.workbench;

import org.osgi.annotation.versioning.ProviderType;

/** A long work under way, as {@link ViewContext#job} began it. Safe to call from any thread. */
@ProviderType
public interface Job {

    /** Asks the work to stop, as the user does in the status bar; does not wait for it. A second call does nothing. */
    void cancel();

    /** Whether the work has not ended yet; one that was asked to stop runs until it does. */
    boolean isRunning();
}
