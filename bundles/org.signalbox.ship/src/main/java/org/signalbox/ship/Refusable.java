package org.signalbox.ship;

import org.signalbox.command.RefusedException;

/** What a face does, which may be refused. */
interface Refusable {
    int REFUSED = 2;

    /** @return the exit code */
    int run() throws RefusedException, InterruptedException;

    /** Runs it; what is refused is one line on standard error and {@link #REFUSED}. */
    static int run(final String face, final Refusable action) throws InterruptedException {
        try {
            return action.run();
        } catch (final RefusedException refused) {
            System.err.println("signalbox " + face + ": " + refused.getMessage().replaceAll("\\p{Cntrl}+", " "));
            return REFUSED;
        }
    }
}
