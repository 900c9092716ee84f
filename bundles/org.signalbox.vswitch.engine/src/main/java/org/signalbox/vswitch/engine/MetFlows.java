package org.signalbox.vswitch.engine;

import org.signalbox.vswitch.pipeline.FlowReads;
import org.signalbox.vswitch.pipeline.FrameEntries;
import org.signalbox.vswitch.pipeline.FrameSlots;

/** Finds out what stages do with those frames of a batch whose flows are worth keeping. */
final class MetFlows {
    private final FrameSlots slots;
    private final FrameEntries ingress;
    private final FrameEntries egress;
    private final FlowReads reads;
    private final int[] met;
    private int count;
    private final int[] counted = new int[FlowTable.RULES];
    // by slot: the stage that dropped the frame and why; how many copies it had, and of the only one the same and its
    // port, and its entry while it is among the copies
    private final int[] stage;
    private final int[] reason;
    private final int[] copies;
    private final int[] copy;
    private final int[] copyPort;
    private final int[] copyStage;
    private final int[] copyReason;
    private Program program;
    private int alwaysIngress;
    private int alwaysEgress;
    private int entries;

    MetFlows(final FrameSlots slots, final FrameEntries ingress, final FrameEntries egress, final FlowReads reads) {
        this.slots = slots;
        this.ingress = ingress;
        this.egress = egress;
        this.reads = reads;
        final int size = slots.size();
        met = new int[size];
        stage = new int[size];
        reason = new int[size];
        copies = new int[size];
        copy = new int[size];
        copyPort = new int[size];
        copyStage = new int[size];
        copyReason = new int[size];
    }

    /** What is looked at of them. */
    FlowReads reads() {
        return reads;
    }

    /** By this the next batches run. @return whether any stage need not be called for all frames */
    boolean program(final Program next) {
        program = next;
        alwaysIngress = always(next.ingress());
        alwaysEgress = always(next.egress());
        return alwaysIngress != (1 << next.ingress().length) - 1;
    }

    private static int always(final EnabledStage[] stages) {
        int bits = 0;
        for (int k = 0; k < stages.length && k < FlowWord.MOST_STAGES; k++) {
            bits |= stages[k].isStateless() ? 0 : 1 << k;
        }
        return bits;
    }

    /** A batch begins. */
    void begin() {
        for (int k = 0; k < count; k++) {
            reads.follow(met[k], FlowReads.UNKNOWN, false);
        }
        count = 0;
    }

    /** Finds out about a frame that has entered. */
    void follow(final int slot, final int kind, final boolean tcp) {
        reads.follow(slot, kind, tcp);
        met[count++] = slot;
        stage[slot] = FlowWord.NO_STAGE;
        copies[slot] = 0;
        copy[slot] = FlowTable.NONE;
        copyPort[slot] = FlowWord.NO_PORT;
        copyStage[slot] = FlowWord.NO_STAGE;
    }

    /** Frames that are followed. */
    int count() {
        return count;
    }

    /** The k-th of them. */
    int slot(final int k) {
        return met[k];
    }

    private boolean isFollowed(final int slot) {
        return reads.kind(slot) != FlowReads.UNKNOWN;
    }

    /** A stage is about to be called. */
    void listen(final int next, final boolean onEgress) {
        entries = ingress.count();
        if (count > 0 && ((onEgress ? alwaysEgress : alwaysIngress) >>> next & 1) == 0) {
            reads.listen(next, onEgress);
        }
    }

    /** It was. */
    void heardIngress(final int of) {
        reads.close();
        for (int k = 0; k < count; k++) {
            final int slot = met[k];
            if (slots.isRewritten(slot) || ingress.count() > entries) {
                reads.unlike(slot);
            }
            if (stage[slot] == FlowWord.NO_STAGE && ingress.isDropped(slot)) {
                stage[slot] = of;
                reason[slot] = program.ingress()[of].known(ingress.dropReason(slot));
            }
        }
    }

    /** A frame, followed or not, has a copy. */
    void copied(final int slot, final int entry) {
        if (isFollowed(slot)) {
            copies[slot]++;
            copy[slot] = entry;
            copyPort[slot] = egress.isDropped(entry) ? FlowWord.NO_PORT : egress.destinationPort(entry);
        }
    }

    /** A stage was called for copies. */
    void heardEgress(final int of) {
        reads.close();
        for (int k = 0; k < count; k++) {
            final int slot = met[k];
            if (copy[slot] != FlowTable.NONE && copyStage[slot] == FlowWord.NO_STAGE && egress.isDropped(copy[slot])) {
                copyStage[slot] = of;
                copyReason[slot] = program.egress()[of].known(egress.dropReason(copy[slot]));
            }
        }
    }

    /** All stages were called for these copies; others may follow. */
    void leftEgress() {
        for (int k = 0; k < count; k++) {
            copy[met[k]] = FlowTable.NONE;
        }
    }

    /** Whether what was found out about a frame holds for others that look the same. */
    boolean isFoundOut(final int slot) {
        return !reads.isUnlike(slot) && !isCalled(ingressCalls(slot), stage[slot]);
    }

    private static boolean isCalled(final int calls, final int of) {
        return of != FlowWord.NO_STAGE && (calls >>> of & 1) != 0;
    }

    private int ingressCalls(final int slot) {
        return alwaysIngress | reads.calls(slot) & FlowReads.HALF;
    }

    private int egressCalls(final int slot) {
        return alwaysEgress | reads.calls(slot) >>> FlowReads.HALF_BITS;
    }

    /** As {@link FlowWord}: what is known of such frames on ingress. */
    long verdict(final int slot) {
        return FlowWord.of(before(stage[slot], ingressCalls(slot)), stage[slot], reason[slot], 0,
                reads.counts(slot, false));
    }

    /** As {@link FlowWord}: what is known of their copies. */
    long way(final int slot) {
        final int calls = egressCalls(slot);
        return copies[slot] != 1 || reads.countsTooMuch(slot) || isCalled(calls, copyStage[slot])
                ? FlowWord.of(0, FlowWord.NO_STAGE, 0, FlowWord.NO_PORT, 0)
                : FlowWord.of(before(copyStage[slot], calls), copyStage[slot], copyReason[slot], copyPort[slot],
                        reads.counts(slot, true));
    }

    /** Those stages that such a frame comes to. */
    private static int before(final int last, final int calls) {
        return last == FlowWord.NO_STAGE ? calls : calls & (1 << last) - 1;
    }

    /** The rules that were counted, valid until the next call. */
    int[] rules(final int slot) {
        reads.counted(slot, false, counted, 0);
        reads.counted(slot, true, counted, FlowReads.COUNTED);
        return counted;
    }
}
