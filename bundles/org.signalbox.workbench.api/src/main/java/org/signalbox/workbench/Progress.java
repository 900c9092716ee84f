package org.signalbox.workbench;

import org.osgi.annotation.versioning.ProviderType;

/** How far a job is. Safe to call from any thread and as often as wanted: the status bar looks at it, twice a second. */
@ProviderType
public interface Progress {

    /** How much is done, from 0 to 1; what lies outside counts as the nearer end. Before the first call it is unknown. */
    void done(double share);

    /** How much is done as steps of a total; a total that is not positive leaves it unknown. */
    default void done(long steps, long total) {
        if (total > 0) {
            done((double) steps / total);
        }
    }

    /** What is being done now, in a few words; empty for nothing beside the title. */
    void doing(String step);

    /** Whether it is to stop: look at it often, and return or throw then. */
    boolean isCancelled();

    /**
     * Names what stops the work where it cannot look, such as closing what it reads from. Called once at most, on the
     * thread that cancels, or at once if it is cancelled already; must not block. The thread is never interrupted.
     */
    void onCancel(Runnable stop);
}
