package org.signalbox.vswitch.engine;

import org.signalbox.vswitch.extension.PortState;

/**
 * What a stage saved of a port.
 *
 * @param extension its id
 * @param port      name of the port
 * @param worker    whose stage it was
 * @param workers   how many there were
 */
record StageState(String extension, String port, int worker, int workers, PortState state) {
    /** Why a stage saved nothing. */
    static final class NotSaved extends Exception {
        private static final long serialVersionUID = 1L;

        NotSaved(final Throwable cause) {
            super(cause.toString(), cause);
        }
    }

    /** Whose new stage gets it: the same worker's, or the one that owns the port where there are more or fewer now. */
    int worker(final Port at, final int now) {
        return workers == now ? worker : at.index() % now;
    }
}
