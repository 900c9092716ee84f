package org.signalbox.vswitch.pipeline;

/**
 * Whether the actions that a stage was handed work now: within the call that it was handed them to, and not before or
 * after, and for the thread that makes the call. Opened and closed by that thread; one thread at a time.
 */
public final class CallWindow {
    // another thread may read whatever was written here last: it never reads itself
    private long caller;

    /** The call begins. */
    public void open() {
        caller = Thread.currentThread().threadId();
    }

    /** The call has ended. */
    public void close() {
        caller = 0;
    }

    /** @throws IllegalStateException outside the call, and in another thread */
    public void require() {
        if (caller != Thread.currentThread().threadId()) {
            throw new IllegalStateException("found actions used outside the call that they were handed to, expected use"
                    + " within it");
        }
    }
}
