package org.signalbox.vswitch;

import java.util.Optional;

/**
 * An enabled extension's place in a switch at one moment.
 *
 * @param extension its id
 * @param state     whether frames pass through it
 * @param reason    why not, in one clause; where it runs in an order that contradicts what extensions declare, which
 *                  came later than the order was chosen, that; where another forwarding extension, which came while
 *                  this one was enabled, is used instead, that; else empty
 * @param kind      empty while the extension is absent
 * @param version   of its bundle; empty while the extension is absent
 * @param frames    frames it was handed, on both passes
 * @param drops     frames it dropped, on both passes
 * @param faults    how often it failed since it was enabled
 * @param cost      what it costs now; empty while there are no figures, as in a simulation
 */
public record StageStatus(String extension, State state, String reason, Optional<ExtensionKind> kind, String version,
        long frames, long drops, long faults, Optional<StageCost> cost) {
    /** An extension of whose cost nothing is known. */
    public StageStatus(String extension, State state, String reason, Optional<ExtensionKind> kind, String version,
            long frames, long drops, long faults) {
        this(extension, state, reason, kind, version, frames, drops, faults, Optional.empty());
    }

    /** An extension that has not failed. */
    public StageStatus(String extension, State state, String reason, Optional<ExtensionKind> kind, String version,
            long frames, long drops) {
        this(extension, state, reason, kind, version, frames, drops, 0);
    }

    /** Whether frames pass through an enabled extension. */
    public enum State {
        /** It is in the pipeline. */
        RUNNING,
        /** It is enabled, but no bundle provides it; its policies are kept. */
        ABSENT,
        /** It failed; what becomes of frames, and whether it is started anew, says its {@link FailPolicy}. */
        FAULTED
    }
}
