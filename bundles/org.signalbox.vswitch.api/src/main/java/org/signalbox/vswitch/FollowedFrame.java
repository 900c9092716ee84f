package org.signalbox.vswitch;

import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.signalbox.vswitch.decision.Decision;

/**
 * A frame of a live switch with what became of it and its bytes.
 *
 * @param decision what became of it
 * @param entered  as it entered at {@link Decision#port}, its tag included, or as an extension made it
 * @param left     for each of {@link Decision#copies}, how it left where that is not how it entered; empty as well for
 *                 a copy that was dropped. Of one in a mirror's tunnel, which is a packet of its own, {@link Bytes#NONE}
 */
public record FollowedFrame(Decision decision, Bytes entered, List<Optional<Bytes>> left) {
    /**
     * Bytes of a frame.
     *
     * @param memory     of the frame's beginning, as many as {@link Following.Selection#snapLength} allows; read-only
     * @param wireLength the bytes that the frame has
     */
    public record Bytes(MemorySegment memory, int wireLength) {
        /** What is not told. */
        public static final Bytes NONE = new Bytes(MemorySegment.ofArray(new byte[0]), 0);

        public Bytes {
            memory = memory.asReadOnly();
        }

        /** At most so many of them. */
        public Bytes cut(int snapLength) {
            return memory.byteSize() <= snapLength ? this : new Bytes(memory.asSlice(0, snapLength), wireLength);
        }
    }

    public FollowedFrame {
        left = List.copyOf(left);
    }

    /** A frame whose bytes are not known. */
    public static FollowedFrame of(Decision decision) {
        return new FollowedFrame(decision, new Bytes(MemorySegment.ofArray(new byte[0]), decision.length()),
                Collections.nCopies(decision.copies().size(), Optional.empty()));
    }

    /** How a copy left that was delivered. */
    public Bytes left(int copy) {
        return left.get(copy).orElse(entered);
    }

    /** The same with another number of its decision. */
    public FollowedFrame numbered(long number) {
        return new FollowedFrame(decision.numbered(number), entered, left);
    }

    /** The same with at most so many bytes. */
    public FollowedFrame cut(int snapLength) {
        return new FollowedFrame(decision, entered.cut(snapLength),
                left.stream().map(each -> each.map(bytes -> bytes.cut(snapLength))).toList());
    }
}
