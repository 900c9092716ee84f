package org.signalbox.vswitch.extension;

import java.util.Map;
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
     * Whether all that its stages do with a frame follows from that frame (its bytes, length, VLAN, port and direction) and
     * from policies alone: not from frames before it, nor from time, chance or the thread, and without a count of its
     * own but {@link FrameBatch#count}. Who answers true allows a switch to ask once about frames that look the same;
     * of a frame for which it does not hold, a stage says {@link FrameBatch#askAgain}. The answer must not change.
     */
    default boolean isStateless() {
        return false;
    }

    /**
     * The record that defines this extension's policy for one port; its components are the keys under
     * {@code policies: { ID: ... }} of a port in the fabric document, see {@link org.signalbox.schema.Schema}. A
     * compact constructor that throws {@link IllegalArgumentException} refuses a policy with that message. A
     * {@link PolicyVersion} says which version of the record it is. Empty: it has none. Asked once, when the extension
     * is installed; one that throws then, or names a record that is no schema, is not.
     */
    default Optional<Class<? extends Record>> portPolicy() {
        return Optional.empty();
    }

    /** The record that defines this extension's policy for a whole switch; else like {@link #portPolicy}. */
    default Optional<Class<? extends Record>> switchPolicy() {
        return Optional.empty();
    }

    /**
     * Brings a policy up to date that is written for an older version of its record: a document is kept as it was
     * written, so this may be asked of the same policy many times. What comes back is bound to the record of today, and
     * refused where that does not take it. Called by any thread; must not block, nor keep state.
     *
     * @param type    {@link #portPolicy} or {@link #switchPolicy}
     * @param version that the policy is written for, from 1, less than the record's
     * @param policy  its keys without {@value PolicySchema#VERSION_KEY}; a tree, unmodifiable
     */
    default Map<String, Object> upgradePolicy(Class<? extends Record> type, int version, Map<String, Object> policy) {
        return policy;
    }

    /**
     * Whether this extension refuses a policy that its record takes, for a reason that lies beyond the record: asked of
     * each policy of a port that is new or another one, before anything is changed, whether the extension is enabled
     * there or not. The change is refused as a whole then, and also when this throws or does not return within a
     * second.
     * Called by any thread; must not block.
     *
     * @param port   has index -1, since the port may not be there yet
     * @param policy an instance of {@link #portPolicy()}
     * @return why, in one clause, or empty
     */
    default Optional<String> refuse(String switchName, StagePort port, Record policy) {
        return Optional.empty();
    }

    /** The same for a policy of a whole switch, an instance of {@link #switchPolicy()}. */
    default Optional<String> refuse(String switchName, Record policy) {
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
     * Turns the policy of a switch into what its stages use, as the other {@code compile} does for a port; the result
     * is handed to {@link Stage#switchPolicyChanged}.
     *
     * @param policy an instance of {@link #switchPolicy()}
     */
    default Object compile(StageContext context, Record policy) {
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
