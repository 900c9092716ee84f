package org.signalbox.vswitch;

import java.util.Optional;

import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;

/**
 * How a switch deals with an extension that is enabled on it.
 *
 * @param onFailure empty: {@link FailPolicy#OPEN} for a capturing extension, {@link FailPolicy#CLOSED} for the others
 * @param deadline  milliseconds that the extension may take for a batch of up to 64 frames; one that takes longer has
 *                  failed, and the frames of that batch are lost
 * @param budget    nanoseconds that it may take for a frame, 0 = any: it has failed when half of the frames took longer
 *                  for half a minute. A frame that comes alone bears the whole of a call, so that little traffic costs
 *                  more a frame
 * @param allocation bytes that it may allocate for a frame, 0 = any: it has failed when half of the frames took more
 *                  for half a minute
 */
public record ExtensionBinding(
        @Doc("What becomes of frames when the extension fails; without it, open for a capturing extension and closed "
                + "for the others. open: they go on without it; closed: they are dropped; quarantine: as open, until "
                + "the extension is enabled again.") Optional<FailPolicy> onFailure,
        @Doc("Milliseconds that the extension may take for a batch of up to 64 frames; one that takes longer has "
                + "failed.")
        @Range(min = 1, max = ExtensionBinding.MAX_DEADLINE) @Default("50") int deadline,
        @Doc("Nanoseconds that the extension may take for a frame; one that takes longer for half of the frames of "
                + "half a minute has failed. 0: any.")
        @Range(min = 0, max = ExtensionBinding.MAX_BUDGET) @Default("0") int budget,
        @Doc("Bytes that the extension may allocate for a frame; one that takes more for half of the frames of half a "
                + "minute has failed. 0: any.")
        @Range(min = 0, max = Integer.MAX_VALUE) @Default("0") int allocation) {
    /** The longest {@link #deadline}. */
    public static final int MAX_DEADLINE = 10_000;
    /** The largest {@link #budget}: a second. */
    public static final int MAX_BUDGET = 1_000_000_000;
    /** As the kind of the extension has it, and 50 milliseconds. */
    public static final ExtensionBinding DEFAULT = new ExtensionBinding(Optional.empty(), 50);

    /** One that may take and allocate for a frame what it will. */
    public ExtensionBinding(Optional<FailPolicy> onFailure, int deadline) {
        this(onFailure, deadline, 0, 0);
    }

    /** What holds for an extension of a kind. */
    public FailPolicy onFailure(ExtensionKind kind) {
        return onFailure.orElse(kind == ExtensionKind.CAPTURING ? FailPolicy.OPEN : FailPolicy.CLOSED);
    }
}
