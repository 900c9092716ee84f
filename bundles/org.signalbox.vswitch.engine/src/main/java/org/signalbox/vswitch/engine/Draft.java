package org.signalbox.vswitch.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.signalbox.vswitch.FollowedFrame;
import org.signalbox.vswitch.FollowedFrame.Bytes;
import org.signalbox.vswitch.decision.Copy;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Headers;
import org.signalbox.vswitch.decision.Step;

/** A decision in the making, which a {@link Recorder} fills in. */
final class Draft {
    /** Whom to tell, as {@link Audience#wants} says it. */
    final long who;
    final int source;
    final String port;
    /** As it came: the TCI, or a number that is none. */
    final int tag;
    final List<Step> ingress = new ArrayList<>();
    final List<OfCopy> copies = new ArrayList<>();
    Headers entered;
    Headers now;
    boolean lost;
    private final Bytes bytes;
    private final long timeNanos;
    private final int length;
    // how copies left last, where that is not how the frame entered; the next ones mostly leave so, too
    private Bytes left;

    /** A copy in the making. */
    static final class OfCopy {
        final List<Step> steps;
        /** How it left, where that is not how the frame entered. */
        Optional<Bytes> left = Optional.empty();
        private final String port;

        OfCopy(final String port, final List<Step> steps) {
            this.port = port;
            this.steps = steps;
        }

        private Copy copy() {
            return new Copy(port, steps);
        }
    }

    Draft(final long who, final Bytes bytes, final long timeNanos, final int source, final String port,
            final int length, final int tag) {
        this.who = who;
        this.bytes = bytes;
        this.timeNanos = timeNanos;
        this.source = source;
        this.port = port;
        this.length = length;
        this.tag = tag;
    }

    /** Bytes that stay when the memory is used for others. */
    static Bytes copy(final MemorySegment memory, final int wireLength) {
        return new Bytes(MemorySegment.ofArray(memory.toArray(ValueLayout.JAVA_BYTE)), wireLength);
    }

    /** How a copy leaves, where that is not how the frame entered. */
    Optional<Bytes> left(final MemorySegment memory, final int wireLength) {
        if (isSame(bytes, memory, wireLength)) {
            return Optional.empty();
        }
        if (left == null || !isSame(left, memory, wireLength)) {
            left = copy(memory, wireLength);
        }
        return Optional.of(left);
    }

    private static boolean isSame(final Bytes known, final MemorySegment memory, final int wireLength) {
        return known.wireLength() == wireLength && known.memory().mismatch(memory) < 0;
    }

    /** What became of the frame. */
    FollowedFrame frame(final long number) {
        return new FollowedFrame(new Decision(number, timeNanos, port, length, entered, ingress,
                copies.stream().map(OfCopy::copy).toList()), bytes, copies.stream().map(each -> each.left).toList());
    }
}
