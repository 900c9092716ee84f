package org.signalbox.vswitch.engine;

/**
 * Whether an extension may have asked to originate frames since the last batch. Any thread, unless it says otherwise.
 */
final class OriginateRequest {
    private Runnable wake = () -> { };
    private volatile boolean asked;

    /** Before the first program: what is run, by any thread, when an extension asks. */
    void whenMade(final Runnable request) {
        wake = request;
    }

    /** An extension asks. */
    void make() {
        asked = true;
        wake.run();
    }

    /** As if one had asked, by the switch's own thread. */
    void note() {
        asked = true;
    }

    boolean isMade() {
        return asked;
    }

    /** A batch begins, in which all that asked so far are called. */
    void take() {
        if (asked) {
            asked = false;
        }
    }
}
