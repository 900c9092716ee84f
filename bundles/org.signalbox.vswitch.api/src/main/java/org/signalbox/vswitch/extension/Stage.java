package org.signalbox.vswitch.extension;

import java.util.Optional;

/**
 * An extension's part in the pipeline of one switch. All its methods are called by one thread at a time (not
 * always the same one); it needs no locks of its own, and must not block. What it throws is counted
 * and reported once, as is a call that does not return in time; what becomes of frames then, the switch's
 * {@link org.signalbox.vswitch.ExtensionBinding} says. A stage that did not return is never called again.
 */
public sealed interface Stage permits CapturingStage, FilteringStage, ForwardingStage {
    /**
     * A port exists, or its policy is another one. Called for every port before the first batch.
     *
     * @param policy what {@link Extension#compile(StageContext, StagePort, Record)} made of the port's policy;
     *               null when it has none
     */
    default void portChanged(StagePort port, Object policy) {
    }

    /**
     * The policy of the switch is another one; called between two batches, and of an extension that has such policies
     * also before the first batch and before {@link #portChanged}. All policies that one change makes are handed over
     * between the same two batches.
     *
     * @param policy what {@link Extension#compile(StageContext, Record)} made of it; null when the switch has none
     */
    default void switchPolicyChanged(Object policy) {
    }

    /** A port is gone; its index may be given to another one later. */
    default void portRemoved(StagePort port) {
    }

    /**
     * A step in a port's life was made. {@link PortStep#CREATE_PORT} comes before the first {@link #portChanged} of a port,
     * {@link PortStep#DELETE_PORT} before {@link #portRemoved}. A stage that is made for a switch with ports is told of
     * those by {@code portChanged} alone.
     */
    default void portStep(StagePort port, PortStep step) {
    }

    /**
     * What this stage remembers of a port, for the stage that takes its place: in an upgrade of the extension, or when
     * the switch gets another number of workers. Asked between two batches; the switch stands still until all ports
     * were asked, so it must be quick. The stage may go on afterwards, and be asked again. What this throws stops an
     * upgrade. With several workers each stage has a part of a port's state: what came in at the port is known to one of them,
     * what goes out there to all.
     *
     * @return empty when there is nothing to remember
     */
    default Optional<PortState> save(StagePort port) {
        return Optional.empty();
    }

    /**
     * Takes on what {@link #save} of another stage of this extension gave, of this version or an earlier or later one.
     * Comes between {@link #portChanged} and the first batch, or with a port of that name that is new. It may come
     * more than once for a port, with what several stages had remembered of it, and then adds up.
     *
     * @return whether it was understood; if not, nothing was taken on, and the switch keeps it for another version
     */
    default boolean restore(StagePort port, PortState state) {
        return false;
    }

    /** The last call: no batch follows. */
    default void close() {
    }
}
