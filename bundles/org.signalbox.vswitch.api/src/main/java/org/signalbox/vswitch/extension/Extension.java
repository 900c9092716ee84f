package org.signalbox.vswitch.extension;

import java.util.Optional;
import java.util.Set;

import org.signalbox.vswitch.ExtensionKind;

/**
 * What a partner's bundle offers: one service of this type, registered as {@code Extension}, implementing one of the
 * three kinds. The extension's id is the symbolic name of its bundle. Installed means bound to every switch and
 * disabled; the engine asks for a stage when an administrator enables it on a switch.
 */
public sealed interface Extension permits CapturingExtension, FilteringExtension, ForwardingExtension {
    /** Which of the three it is. */
    ExtensionKind kind();

    /**
     * Ids of extensions of the same kind that have to stand below this one where both are enabled: a frame meets this
     * one first on its way in, and last on its way out. Others are ignored, as are ids that nobody has. Asked once,
     * when the extension is installed; one that throws then is not.
     */
    default Set<String> runsBefore() {
        return Set.of();
    }

    /** Ids of extensions of the same kind that have to stand above this one; else like {@link #runsBefore}. */
    default Set<String> runsAfter() {
        return Set.of();
    }

    /**
     * The record that defines this extension's policy for one port; its components are the keys under
     * {@code policies: { ID: ... }} in the fabric document. A compact constructor that throws
     * {@link IllegalArgumentException} refuses a policy with that message. Empty: it has none.
     */
    default Optional<Class<? extends Record>> portPolicy() {
        return Optional.empty();
    }

    /**
     * Turns a port's policy into what its stages use per frame, away from the workers, so that a large policy holds
     * up no frame. The result is handed to {@link Stage#portChanged}. Called by any thread; must not keep state.
     *
     * @param policy an instance of {@link #portPolicy()}
     */
    default Object compile(StageContext context, StagePort port, Record policy) {
        return policy;
    }

    /**
     * Whether this extension, enabled on a switch, refuses a step in the life of a port there: with a veto the change
     * that would bring it about is refused as a whole. Asked before anything is changed, of ports that are new and of
     * NICs that are; {@code port} has index -1, since it has none yet. What this throws is no veto. A capturing extension
     * is not asked, since it refuses nothing. Called by any thread; must not block.
     *
     * @param step one that {@link PortStep#canBeVetoed}
     * @return why not, in one clause, or empty
     */
    default Optional<String> veto(PortStep step, String switchName, StagePort port) {
        return Optional.empty();
    }
}
