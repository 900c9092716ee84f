package org.signalbox.attachment.linux;

import java.lang.foreign.Arena;

/**
 * When a worker asks a descriptor for frames itself, and when it waits to be told: while traffic flows, asking costs
 * less than waking. It waits when it is about to sleep, and before that for a descriptor that has had nothing for some
 * time while others keep the worker busy. Of the worker, but for what the waiting thread says.
 */
final class Polling implements AutoCloseable {
    private static final int ASKED_IN_VAIN = 256;

    private final Readiness.Registration registration;
    private int inVain;

    Polling(final Readiness readiness, final int descriptor, final Arena arena, final Device.Listener listener)
            throws LinuxException {
        registration = readiness.register(descriptor, arena, failed -> {
            if (failed) {
                listener.failed();
            }
            listener.ready();
        });
    }

    /** Whether it is the worker's turn to ask. */
    boolean asks() {
        return !registration.isArmed();
    }

    /** The worker asked, and there were frames or not. */
    void asked(final boolean found) {
        if (found) {
            inVain = 0;
        } else if (asks() && ++inVain >= ASKED_IN_VAIN) {
            await(Readiness.READ);
        }
    }

    /** The worker is about to sleep: it is told as soon as there are frames. */
    void sleep() {
        if (asks()) {
            await(Readiness.READ);
        }
    }

    /** Has the worker told as soon as one of these is possible. */
    void await(final int events) {
        inVain = 0;
        registration.arm(events);
    }

    @Override
    public void close() {
        registration.close();
    }
}
