package org.signalbox.vswitch.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.ForwardActions;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.OriginateActions;
import org.signalbox.vswitch.pipeline.CallWindow;
import org.signalbox.vswitch.pipeline.FrameEntries;
import org.signalbox.vswitch.pipeline.FrameMaker;
import org.signalbox.vswitch.pipeline.FrameSlots;

/**
 * A stage of another version in the shadow of the one in use, on one worker: it is handed copies of the same frames, in
 * memory of its own, right after that one, and what it does to them is compared and forgotten. Of the worker's thread;
 * its calls are marked as others are, so that one that hangs is fenced.
 */
// Runs where the old one's part of a pass is done and counted: a fence then costs the frames that are still on their
// way and miscounts none.
final class Shadow {
    private static final int FRAMES = SwitchCore.BATCH + SwitchCore.MADE;
    /** As much as a batch can have, and room for what the shadow makes. */
    private static final int BYTES = Worker.MEMORY_BYTES + 2 * SwitchCore.MADE_BYTES;
    /** Time that may be used up at once, such as for classes to be loaded. */
    private static final long GRACE_NANOS = 200_000_000;

    private final EnabledStage stage;
    private final Verdicts verdicts;
    private final Comparison comparison;
    private final Arena arena = Arena.ofShared();
    private final FrameSlots slots;
    private final FrameEntries entries = new FrameEntries(FRAMES + SwitchCore.MADE);
    private final FrameMaker maker;
    private final FrameBatch ingressBatch;
    private final FrameBatch egressBatch;
    private final CallWindow window = new CallWindow();
    private final IngressActions ingressActions;
    private final ForwardActions forwardActions;
    private final EgressActions egressActions;
    private final OriginateActions originateActions;
    // what each copy is one of
    private final int[] original = new int[FRAMES];
    private int copies;
    private long begunNanos;
    private long usedNanos;
    private long longestNanos;

    /**
     * @param stage    of the new version
     * @param verdicts that tell people what was done
     */
    Shadow(final EnabledStage stage, final Verdicts verdicts, final Comparison comparison) {
        this.stage = stage;
        this.verdicts = verdicts;
        this.comparison = comparison;
        this.slots = new FrameSlots(arena.allocate(BYTES, Long.BYTES), FRAMES, SwitchCore.MADE, SwitchCore.MADE_BYTES);
        this.maker = new FrameMaker(slots, entries, verdicts::isPort);
        this.ingressBatch = new FrameBatch(slots, entries, Direction.INGRESS);
        this.egressBatch = new FrameBatch(slots, entries, Direction.EGRESS);
        this.ingressActions = new IngressActions(slots, entries, maker, window);
        this.forwardActions = new ForwardActions(entries, window);
        this.egressActions = new EgressActions(entries, window);
        this.originateActions = new OriginateActions(maker, window);
    }

    /** The stage in use is about to be handed these. */
    void copy(final FrameSlots from, final FrameEntries of, final Direction direction) {
        slots.clear();
        entries.clear();
        copies = of.live();
        for (int k = 0; k < copies; k++) {
            final int entry = of.frame(k);
            original[k] = entry;
            if (direction == Direction.INGRESS) {
                copy(from, of.slot(entry));
            } else {
                // the copies of one frame stand behind each other, and share its bytes
                if (k == 0 || of.slot(entry) != of.slot(original[k - 1])) {
                    copy(from, of.slot(entry));
                }
                entries.add(slots.count() - 1, of.destinationPort(entry));
            }
        }
        if (direction == Direction.INGRESS) {
            entries.fill(copies);
        }
        maker.begin(copies == 0 ? 0 : slots.timeNanos(slots.count() - 1));
    }

    private void copy(final FrameSlots from, final int slot) {
        final int length = from.length(slot);
        final int at = slots.reserve(length);
        from.copy(slot, 0, length, slots.memory(), at);
        slots.commit(at, length, from.wireLength(slot), from.sourcePort(slot), from.timeNanos(slot),
                from.offload(slot));
        slots.setTag(slots.count() - 1, from.tag(slot));
        slots.parse(slots.count() - 1);
    }

    /** The stage in use has handled them, and made so many. */
    void ingress(final StageCalls calls, final FrameSlots from, final FrameEntries of, final int made) {
        final long start = enter(calls);
        if (leave(calls, start, stage.ingress(ingressBatch, ingressActions))) {
            for (int k = 0; k < copies; k++) {
                final int entry = original[k];
                final int copy = k;
                if (of.isDropped(entry) != entries.isDropped(k)
                        || !of.isDropped(entry) && !sameBytes(from, of.slot(entry), k)) {
                    comparison.differ(() -> verdicts.ofBytes(from, of, entry, slots, entries, copy));
                }
            }
            final int ownMade = entries.count() - copies;
            if (made != ownMade && copies > 0) {
                comparison.differ(() -> verdicts.ofMade(from, of.slot(original[0]), made, ownMade));
            }
            comparison.compared(copies);
        }
    }

    private boolean sameBytes(final FrameSlots from, final int slot, final int own) {
        final MemorySegment theirs = from.memory();
        final long at = from.offset(slot);
        final long ownAt = slots.offset(own);
        return from.length(slot) == slots.length(own) && MemorySegment.mismatch(theirs, at, at + from.length(slot),
                slots.memory(), ownAt, ownAt + slots.length(own)) < 0;
    }

    /** The time to originate frames; when a stage does is its own affair, so nothing is compared. */
    void originate(final StageCalls calls) {
        slots.clear();
        entries.clear();
        copies = 0;
        maker.begin(0);
        final long start = enter(calls);
        leave(calls, start, stage.originate(originateActions));
    }

    /** The stage in use has chosen their destinations. */
    void forward(final StageCalls calls, final FrameSlots from, final FrameEntries of) {
        final long start = enter(calls);
        if (leave(calls, start, stage.forward(ingressBatch, forwardActions))) {
            for (int k = 0; k < copies; k++) {
                final int entry = original[k];
                final int copy = k;
                if (of.isDropped(entry) != entries.isDropped(k)
                        || !of.isDropped(entry) && !sameDestinations(of, entry, k)) {
                    comparison.differ(() -> verdicts.ofDestinations(from, of, entry, entries, copy));
                }
            }
            comparison.compared(copies);
        }
    }

    private boolean sameDestinations(final FrameEntries of, final int entry, final int own) {
        if (of.destinationPort(entry) != entries.destinationPort(own)) {
            return false;
        }
        if (of.destinationPort(entry) != FrameEntries.SEVERAL) {
            return true;
        }
        of.sortDestinations(entry);
        entries.sortDestinations(own);
        boolean same = of.destinations(entry) == entries.destinations(own);
        for (int k = 0; same && k < of.destinations(entry); k++) {
            same = of.destination(entry, k) == entries.destination(own, k);
        }
        return same;
    }

    /** The stage in use has handled copies. */
    void egress(final StageCalls calls, final FrameSlots from, final FrameEntries of) {
        final long start = enter(calls);
        if (leave(calls, start, stage.egress(egressBatch, egressActions))) {
            for (int k = 0; k < copies; k++) {
                final int entry = original[k];
                final int copy = k;
                if (of.isDropped(entry) != entries.isDropped(k)) {
                    comparison.differ(() -> verdicts.ofCopy(from, of, entry, entries, copy));
                }
            }
            comparison.compared(copies);
        }
    }

    /** Whether frames are still to be shown to it: it has not failed. */
    boolean isWatching() {
        return stage.fault() == null;
    }

    private long enter(final StageCalls calls) {
        stage.countFrames(copies);
        final long now = System.nanoTime();
        begunNanos = begunNanos == 0 ? now : begunNanos;
        calls.enter(stage);
        window.open();
        return now;
    }

    /** Whether there is something to compare: it neither failed nor takes up half of the worker's time. */
    private boolean leave(final StageCalls calls, final long start, final Throwable fault) {
        window.close();
        calls.leave();
        final long now = System.nanoTime();
        usedNanos += now - start;
        longestNanos = Math.max(longestNanos, now - start);
        // but for one call, in which the machine may have let others run
        final long used = usedNanos - longestNanos;
        if (fault != null) {
            stage.failed(fault);
        } else if (used > GRACE_NANOS + (now - begunNanos) / 2) {
            stage.failed(new IllegalStateException("it is too slow to run beside another: " + used / 1_000_000
                    + " ms of " + (now - begunNanos) / 1_000_000 + " ms"));
        }
        return stage.fault() == null;
    }

    /** No call is under way or follows; one that hangs loses its memory. */
    void close() {
        try {
            arena.close();
        } catch (final IllegalStateException held) {
            // a call of the system has it; it is freed with the process
            return;
        }
    }
}
