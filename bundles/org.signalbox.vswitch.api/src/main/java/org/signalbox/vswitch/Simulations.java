package org.signalbox.vswitch;

import java.lang.foreign.MemorySegment;
import java.util.List;

import org.osgi.annotation.versioning.ProviderType;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.extension.Extension;

/**
 * Switches on a virtual clock, driven by their caller: the engine of the live switches, without workers and
 * attachments. The same frames with the same times give the same deliveries, however they are cut into batches; only
 * where an extension remembers what left at a port, and decides by it about what enters there, as one that follows
 * connections does, {@link Simulation#flush} is to be called whenever frames of another port follow: a live port's peer
 * answers what it has got, and not what is in the batch.
 */
@ProviderType
public interface Simulations {
    /**
     * A switch of its own, disconnected from the live ones. Extensions it names must be installed; each gets a stage of
     * its own for it.
     *
     * @param decisions told of every frame, in the order of entry, or null to spend nothing on it
     * @throws IllegalArgumentException with one sentence, when the spec cannot be run
     */
    Simulation open(SwitchSpec spec, Deliveries deliveries, Decisions decisions);

    /**
     * How a live switch stands between two batches, for simulations that begin there. Its stages are asked to save what
     * they remember, as in an upgrade; frames wait for that, and pass as before. Waits for at most ten seconds.
     *
     * @throws IllegalArgumentException with one sentence, when there is no such live switch
     * @throws IllegalStateException    with one sentence, when a batch of it does not end
     */
    default Snapshot snapshot(String switchName) {
        throw new IllegalArgumentException("found no live switch \"" + switchName + "\", expected one");
    }

    /**
     * What a live switch remembered at a time: its spec, the addresses that it had learned and those that its ports had
     * sent from, whether its ports were up, and what its extensions had saved. Safe to call from any thread; it stays
     * what it is when the live one goes on, and needs no closing.
     */
    @ProviderType
    interface Snapshot {
        /** The live switch's. */
        SwitchSpec spec();

        /** The live switch's time, since the epoch; no frame may enter before it. */
        long timeNanos();

        /**
         * A twin: a simulation that begins as the live switch stood, and then becomes what another spec says, as a
         * change of the live one would have it. What was learned at a port that is in another VLAN now is forgotten.
         * Where a port was down or not connected nothing is delivered, unless it has another attachment in the spec. An
         * extension that had failed has failed there, too, and one that was not installed is left out.
         *
         * @param spec       the same, or another one: what if
         * @param decisions  told of every frame, in the order of entry, or null to spend nothing on it
         * @throws IllegalArgumentException with one sentence, when the spec cannot be run
         */
        Simulation open(SwitchSpec spec, Deliveries deliveries, Decisions decisions);
    }

    /** Told of each copy that leaves the switch; called within {@code enter}, {@code flush} and {@code close}. */
    interface Deliveries {
        /**
         * @param port       index in the spec
         * @param timeNanos  virtual time of the delivery
         * @param memory     the frame, tagged as this port gets it; valid during the call only
         * @param wireLength its length on the wire in bytes, more than {@code length} for a frame that a capture cut
         */
        void deliver(int port, long timeNanos, MemorySegment memory, long offset, int length, int wireLength);
    }

    /** Told what became of each frame. */
    interface Decisions {
        void decided(Decision decision);
    }

    /** A running simulation. Not thread-safe. */
    @ProviderType
    interface Simulation extends AutoCloseable {
        /**
         * A frame enters at a port. It may be held back until a batch is full or {@link #flush} is called; the memory
         * is copied within the call. Nothing is taken in at a port while one of its mandatory extensions does not run;
         * nor is anything delivered there.
         *
         * @param port      index in the spec
         * @param timeNanos since the epoch; never less than in the call before
         */
        void enter(int port, long timeNanos, MemorySegment memory, long offset, int length, int wireLength);

        /** Runs what was held back. */
        void flush();

        /**
         * Between two batches, new stages take the place of those of an extension and are handed what these have saved:
         * an upgrade of a live switch, without shadow and probation. What stands in a batch is run before.
         *
         * @param id   of an extension that the spec names
         * @param next this version or another; of the same kind
         * @throws IllegalArgumentException with one sentence, if there is no such extension, or it is of another kind
         * @throws IllegalStateException    with one sentence, if the state of a port was not saved or not taken on, or
         *                                  the next one failed; the former one goes on then
         */
        void upgrade(String id, Extension next);

        /** The account so far, after a flush. */
        SwitchStatus status();

        /**
         * What it does not remember of the live switch that it began as, one sentence for each extension that did not
         * save it or take it on; empty for any other simulation.
         */
        default List<String> gaps() {
            return List.of();
        }

        /** How often rules decided so far, after a flush; see {@link VirtualSwitches#ruleCounts}. */
        default List<RuleCount> ruleCounts() {
            return List.of();
        }

        @Override
        void close();
    }
}
