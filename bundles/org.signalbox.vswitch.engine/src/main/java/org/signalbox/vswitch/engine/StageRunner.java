package org.signalbox.vswitch.engine;

import java.util.function.IntPredicate;

import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.FailPolicy;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.ForwardActions;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.OriginateActions;
import org.signalbox.vswitch.pipeline.CallWindow;
import org.signalbox.vswitch.pipeline.FlowReads;
import org.signalbox.vswitch.pipeline.FrameEntries;
import org.signalbox.vswitch.pipeline.FrameMaker;
import org.signalbox.vswitch.pipeline.FrameSlots;
import org.signalbox.vswitch.pipeline.Remarks;

/**
 * Has stages handle the frames of a {@link SwitchCore}: opens their actions for a call and no longer, marks the call so
 * that one which hangs can be fenced, does with frames what the policy of one that failed says, and counts what was
 * dropped and made. Of the core's thread.
 */
final class StageRunner {
    private final FrameSlots slots;
    private final FrameEntries ingress;
    private final FrameEntries egress;
    private final FrameBatch ingressBatch;
    private final FrameBatch egressBatch;
    private final IngressActions ingressActions;
    private final ForwardActions forwardActions;
    private final EgressActions egressActions;
    private final OriginateActions originateActions;
    private final CallWindow ingressCall = new CallWindow();
    private final CallWindow forwardCall = new CallWindow();
    private final CallWindow egressCall = new CallWindow();
    private final CallWindow originateCall = new CallWindow();
    private final StageCalls calls = new StageCalls();
    private final Remarks remarks = new Remarks();
    private final FlowReads reads;
    private final FrameMaker maker;
    private final SwitchCounters counters;
    private final Sampler sampler;
    // of the batch, or null
    private Recorder recorder;
    // for who takes over from a thread that hangs
    private boolean passesCopies;

    /**
     * @param ports   whether there is a port of this index
     * @param sampler measures what calls cost
     */
    StageRunner(final FrameSlots slots, final FrameEntries ingress, final FrameEntries egress, final IntPredicate ports,
            final SwitchCounters counters, final Sampler sampler) {
        this.slots = slots;
        this.ingress = ingress;
        this.egress = egress;
        this.counters = counters;
        this.sampler = sampler;
        this.reads = new FlowReads(slots.size());
        this.maker = new FrameMaker(slots, ingress, ports);
        this.ingressBatch = new FrameBatch(slots, ingress, Direction.INGRESS, remarks, reads, counters.rules());
        this.egressBatch = new FrameBatch(slots, egress, Direction.EGRESS, remarks, reads, counters.rules());
        this.ingressActions = new IngressActions(slots, ingress, maker, ingressCall);
        this.forwardActions = new ForwardActions(ingress, forwardCall);
        this.egressActions = new EgressActions(egress, egressCall);
        this.originateActions = new OriginateActions(maker, originateCall, remarks);
    }

    /** What is looked at by stages. */
    FlowReads reads() {
        return reads;
    }

    /** Whether the thread is within a stage. */
    StageCalls calls() {
        return calls;
    }

    /**
     * A batch begins.
     *
     * @param timeNanos of what is made on the account of none of its frames
     * @param told      of every step, or null
     */
    void begin(final long timeNanos, final Recorder told) {
        maker.begin(timeNanos);
        recorder = told;
    }

    /** On its way in. */
    void ingress(final EnabledStage stage) {
        final int first = ingress.count();
        final Shadow shadow = shadow(stage, ingress, Direction.INGRESS);
        boolean failed = stage.fault() != null;
        if (!failed) {
            begin(stage, ingress, false);
            if (stage.isFiltering()) {
                ingressCall.open();
            }
            final Throwable fault = stage.ingress(ingressBatch, ingressActions);
            ingressCall.close();
            end(stage, ingress, fault);
            failed = fault != null;
            if (failed) {
                stage.dropMade(ingress, first);
            }
        } else if (stage.policy() == FailPolicy.CLOSED) {
            stage.dropAll(ingress);
        }
        record(stage, ingress, Direction.INGRESS, failed);
        slots.parseChanged();
        countIngressDrops(stage);
        takeIn(stage, first);
        forgetRemarks();
        if (shadow != null && stage.fault() == null) {
            shadow.ingress(calls, slots, ingress, ingress.count() - first);
        }
    }

    /** What is to see copies of what a stage is handed next, and has them; null in all but rare cases. */
    private Shadow shadow(final EnabledStage stage, final FrameEntries entries, final Direction direction) {
        final Shadow shadow = stage.shadow();
        if (shadow == null || !shadow.isWatching()) {
            return null;
        }
        shadow.copy(slots, entries, direction);
        return shadow;
    }

    /** Has a capturing stage send frames of its own. */
    void originate(final EnabledStage stage) {
        final int first = ingress.count();
        passesCopies = false;
        listen();
        enter(stage, 0);
        originateCall.open();
        final Throwable fault = stage.originate(originateActions);
        originateCall.close();
        leave(stage);
        if (fault != null) {
            stage.failed(fault);
            stage.dropMade(ingress, first);
        }
        takeIn(stage, first);
        forgetRemarks();
        final Shadow shadow = stage.shadow();
        if (shadow != null && shadow.isWatching()) {
            shadow.originate(calls);
        }
    }

    /** What a stage made joins the batch. */
    private void takeIn(final EnabledStage stage, final int first) {
        if (ingress.count() > first) {
            counters.made(ingress.count() - first);
            if (recorder != null) {
                recorder.made(stage, ingress, first, remarks);
            }
            ingress.include(first);
            countIngressDrops(stage);
        }
    }

    private void begin(final EnabledStage stage, final FrameEntries entries, final boolean copies) {
        stage.countFrames(entries.live());
        passesCopies = copies;
        listen();
        enter(stage, entries.live());
    }

    private void listen() {
        if (recorder != null) {
            remarks.open();
        }
    }

    private void enter(final EnabledStage stage, final int count) {
        calls.enter(stage);
        if (sampler.isOn()) {
            sampler.enter(count);
        }
    }

    private void leave(final EnabledStage stage) {
        calls.leave();
        if (sampler.isOn()) {
            sampler.leave(stage);
        }
    }

    private void record(final EnabledStage stage, final FrameEntries entries, final Direction direction,
            final boolean failed) {
        if (recorder != null) {
            recorder.passed(stage, entries, direction, failed, remarks);
        }
    }

    private void forgetRemarks() {
        if (recorder != null) {
            remarks.close();
        }
    }

    /** A stage has returned: with a fault, or null. */
    private void end(final EnabledStage stage, final FrameEntries entries, final Throwable fault) {
        leave(stage);
        if (fault != null) {
            stage.failed(fault);
            // unless they are to go on anyhow: nobody can say whether it would have let them pass
            if (stage.policy() != FailPolicy.OPEN) {
                stage.dropAll(entries);
            }
        }
    }

    /** Known frames that a stage was not called for meet what becomes of those that it had when it failed. */
    void failIngress(final EnabledStage stage) {
        if (stage.policy() != FailPolicy.OPEN) {
            stage.dropAll(ingress);
            countIngressDrops(stage);
        }
    }

    /** Like {@link #failIngress}, for copies. */
    void failEgress(final EnabledStage stage) {
        if (stage.policy() != FailPolicy.OPEN) {
            stage.dropAll(egress);
            countEgressDrops(stage);
        }
    }

    /** Has an extension choose the destinations; whether it did, else the switch is to. */
    boolean choose(final EnabledStage forwarding) {
        boolean chosen = false;
        final Shadow shadow = shadow(forwarding, ingress, Direction.INGRESS);
        if (forwarding.fault() == null) {
            begin(forwarding, ingress, false);
            forwardCall.open();
            final Throwable fault = forwarding.forward(ingressBatch, forwardActions);
            forwardCall.close();
            end(forwarding, ingress, fault);
            chosen = fault == null;
        } else if (forwarding.policy() == FailPolicy.CLOSED) {
            forwarding.dropAll(ingress);
        }
        record(forwarding, ingress, Direction.INGRESS, !chosen);
        forgetRemarks();
        countIngressDrops(forwarding);
        if (shadow != null && chosen) {
            shadow.forward(calls, slots, ingress);
        }
        return chosen;
    }

    /** On its way out. */
    void egress(final EnabledStage stage) {
        final Shadow shadow = shadow(stage, egress, Direction.EGRESS);
        boolean failed = stage.fault() != null;
        if (!failed) {
            begin(stage, egress, true);
            if (stage.isFiltering()) {
                egressCall.open();
            }
            final Throwable fault = stage.egress(egressBatch, egressActions);
            egressCall.close();
            end(stage, egress, fault);
            failed = fault != null;
        } else if (stage.policy() == FailPolicy.CLOSED) {
            stage.dropAll(egress);
        }
        record(stage, egress, Direction.EGRESS, failed);
        forgetRemarks();
        countEgressDrops(stage);
        if (shadow != null && stage.fault() == null) {
            shadow.egress(calls, slots, egress);
        }
    }

    /**
     * Accounts for the frames of a batch whose thread was fenced within a stage's call: what had not been dropped or
     * delivered is lost there.
     *
     * @param copied the last of the live frames that has its copies, if copies passed
     */
    void abandon(final int copied) {
        final EnabledStage stage = calls.stage();
        for (int k = 0; k < ingress.live(); k++) {
            final int frame = ingress.frame(k);
            if (!passesCopies || k > copied) {
                counters.dropped(slots.sourcePort(ingress.slot(frame)), Direction.INGRESS, stage.faultReason());
                counters.becameCopies(1);
                stage.countDrops(1);
                if (recorder != null) {
                    recorder.fenced(stage, ingress.slot(frame));
                }
            }
        }
        for (int k = 0; passesCopies && k < egress.live(); k++) {
            counters.dropped(egress.destinationPort(egress.frame(k)), Direction.EGRESS, stage.faultReason());
            stage.countDrops(1);
            if (recorder != null) {
                recorder.fencedCopy(stage, egress.frame(k));
            }
        }
    }

    /** @param stage who dropped, or null for the switch itself */
    void countIngressDrops(final EnabledStage stage) {
        final int gone = ingress.compact();
        for (int k = 0; k < gone; k++) {
            final int frame = ingress.gone(k);
            final int reason = ingress.dropReason(frame);
            counters.dropped(slots.sourcePort(ingress.slot(frame)), Direction.INGRESS,
                    stage == null ? reason : stage.known(reason));
        }
        counters.becameCopies(gone);
        if (stage != null) {
            stage.countDrops(gone);
        }
    }

    /** @param stage who dropped, or null for the switch itself */
    void countEgressDrops(final EnabledStage stage) {
        final int gone = egress.compact();
        for (int k = 0; k < gone; k++) {
            final int copy = egress.gone(k);
            final int reason = egress.dropReason(copy);
            counters.dropped(egress.destinationPort(copy), Direction.EGRESS,
                    stage == null ? reason : stage.known(reason));
        }
        if (stage != null) {
            stage.countDrops(gone);
        }
    }
}
