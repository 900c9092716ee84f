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
 */
public record ExtensionBinding(
        @Doc("What becomes of frames when the extension fails; without it, open for a capturing extension and closed "
                + "for the others. open: they go on without it; closed: they are dropped; quarantine: as open, until "
                + "the extension is enabled again.") Optional<FailPolicy> onFailure,
        @Doc("Milliseconds that the extension may take for a batch of up to 64 frames; one that takes longer has "
                + "failed.")
        @Range(min = 1, max = ExtensionBinding.MAX_DEADLINE) @Default("50") int deadline) {
    /** The longest {@link #deadline}. */
    public static final int MAX_DEADLINE = 10_000;
    /** As the kind of the extension has it, and 50 milliseconds. */
    public static final ExtensionBinding DEFAULT = new ExtensionBinding(Optional.empty(), 50);

    /** What holds for an extension of a kind. */
    public FailPolicy onFailure(ExtensionKind kind) {
        return onFailure.orElse(kind == ExtensionKind.CAPTURING ? FailPolicy.OPEN : FailPolicy.CLOSED);
    }
}
