package org.signalbox.vswitch.pipeline;

/**
 * Whether the actions that a stage was handed work now: within the call that it was handed them to, and not before or
 * after. Opened and closed by the thread that makes the call; one thread at a time.
 */
public final class CallWindow {
    private boolean open;

    /** The call begins. */
    public void open() {
        open = true;
    }

    /** The call has ended. */
    public void close() {
        open = false;
    }

    /** @throws IllegalStateException outside the call */
    public void require() {
        if (!open) {
            throw new IllegalStateException("found actions used outside the call that they were handed to, expected use"
                    + " within it");
        }
    }
}
