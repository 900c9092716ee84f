package org.signalbox.vswitch.engine;

import java.lang.foreign.MemorySegment;

import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.ForwardActions;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.pipeline.FrameEntries;
import org.signalbox.vswitch.pipeline.FrameSlots;

/**
 * The one way of frames through a switch, for live traffic and simulations alike. Its caller puts received frames into
 * {@link #slots} and calls {@link #run}: each frame is let in at its port's edge, passes the ingress stages, gets its
 * destinations, and each copy passes the egress stages and is handed to the outlet. One thread at a time.
 *
 * <p>What happens to a frame does not depend on which others share its batch: frames carry their own times, and
 * learning and forwarding go frame by frame. A stage sees ingress frames in order and egress copies in order; how the
 * two passes interleave depends on the batches. Copies are delivered frame by frame, ports ascending.
 *
 * <p>The switch learns when destinations are chosen, whoever chooses them, from the source address that the frame has
 * then; so what was dropped before teaches nothing. A forwarding stage may choose any port, the source included; a
 * chosen port outside the frame's VLAN drops its copy.
 */
// Each step is one short loop over the batch, with the step's own data in reach: what differs from frame to frame is
// written to columns, and dropped frames leave the list of live ones between steps. Nothing is allocated, and the
// only call through an interface per frame is the delivery. Counters are bumped as frames come, each from one place.
final class SwitchCore {
    /** Frames in one batch at most, unless a caller asks otherwise. */
    static final int BATCH = 64;

    private final FrameSlots slots;
    private final FrameEntries ingress;
    private final FrameEntries egress;
    private final FrameBatch ingressBatch;
    private final FrameBatch egressBatch;
    private final IngressActions ingressActions;
    private final ForwardActions forwardActions;
    private final EgressActions egressActions;
    private final ForwardingTable table = new ForwardingTable();
    private final SwitchCounters counters = new SwitchCounters();
    private final Outlet outlet;
    private final Recorder recorder;
    private Program program;
    private boolean outsideVlan;

    /**
     * @param memory   for received frames
     * @param batch    frames in one batch at most
     * @param recorder told of every step, or null
     */
    SwitchCore(final MemorySegment memory, final int batch, final Outlet outlet, final Recorder recorder) {
        this.slots = new FrameSlots(memory, batch);
        this.ingress = new FrameEntries(batch);
        this.egress = new FrameEntries(batch);
        this.ingressBatch = new FrameBatch(slots, ingress, Direction.INGRESS);
        this.egressBatch = new FrameBatch(slots, egress, Direction.EGRESS);
        this.ingressActions = new IngressActions(slots, ingress);
        this.forwardActions = new ForwardActions(ingress);
        this.egressActions = new EgressActions(egress);
        this.outlet = outlet;
        this.recorder = recorder;
    }

    /** Where the frames of the next batch are put. */
    FrameSlots slots() {
        return slots;
    }

    SwitchCounters counters() {
        return counters;
    }

    ForwardingTable table() {
        return table;
    }

    Program program() {
        return program;
    }

    /** Between two batches: what the next one runs by. */
    void program(final Program next) {
        counters.ensure(next.ports());
        program = next;
    }

    /** Runs the frames in {@link #slots}, and forgets them. */
    void run() {
        if (slots.count() > 0) {
            admit();
            for (final EnabledStage stage : program.ingress()) {
                if (ingress.live() > 0 && stage.fault() == null) {
                    ingress(stage);
                }
            }
            if (ingress.live() > 0) {
                choose();
                expand();
            }
            if (recorder != null) {
                recorder.finish();
            }
            slots.clear();
        }
    }

    private void admit() {
        final PortTable ports = program.ports();
        final int count = slots.count();
        if (recorder != null) {
            recorder.begin(program, slots);
        }
        ingress.fill(count);
        for (int slot = 0; slot < count; slot++) {
            counters.received(slots.sourcePort(slot), slots.wireLength(slot));
            final int reason = Edge.admit(slots, slot, ports);
            if (reason >= 0) {
                ingress.drop(slot, reason);
            }
        }
        if (recorder != null) {
            recorder.admitted(ingress);
        }
        countIngressDrops(null);
    }

    private void ingress(final EnabledStage stage) {
        stage.countFrames(ingress.live());
        try {
            stage.ingress(ingressBatch, ingressActions);
        } catch (final Throwable thrown) {
            failClosed(stage, ingress, thrown);
        }
        if (recorder != null) {
            recorder.passed(stage, ingress, Direction.INGRESS);
        }
        slots.parseChanged();
        countIngressDrops(stage);
    }

    /** Frames that a stage had when it threw are dropped: nobody can say whether it would have let them pass. */
    private static void failClosed(final EnabledStage stage, final FrameEntries entries, final Throwable thrown) {
        stage.failed(thrown);
        for (int k = 0; k < entries.live(); k++) {
            entries.drop(entries.frame(k), stage.faultReason());
        }
    }

    private void choose() {
        final EnabledStage forwarding = program.forwarding();
        if (forwarding != null && forwarding.fault() == null) {
            forwarding.countFrames(ingress.live());
            try {
                forwarding.forward(ingressBatch, forwardActions);
            } catch (final Throwable thrown) {
                failClosed(forwarding, ingress, thrown);
            }
            if (recorder != null) {
                recorder.passed(forwarding, ingress, Direction.INGRESS);
            }
            countIngressDrops(forwarding);
            learn();
            dropWithoutDestination();
        } else {
            learnAndForward();
        }
        if (recorder != null) {
            recorder.chosen(ingress);
        }
        countIngressDrops(null);
    }

    private void learn() {
        for (int k = 0; k < ingress.live(); k++) {
            learn(ingress.slot(ingress.frame(k)));
        }
    }

    private void learnAndForward() {
        final PortTable ports = program.ports();
        for (int k = 0; k < ingress.live(); k++) {
            final int frame = ingress.frame(k);
            final int slot = ingress.slot(frame);
            learn(slot);
            final long destination = slots.destinationMac(slot);
            final int port = MacAddress.isMulticast(destination) ? ForwardingTable.NONE
                    : table.lookup(ForwardingTable.address(slots.vlan(slot), destination), slots.timeNanos(slot));
            if (port == ForwardingTable.NONE) {
                if (isAlone(ports, slot)) {
                    ingress.drop(frame, DropReasons.NO_DESTINATION);
                } else {
                    ingress.flood(frame);
                }
            } else if (port == slots.sourcePort(slot)) {
                ingress.drop(frame, DropReasons.SAME_PORT);
            } else {
                ingress.send(frame, port);
            }
        }
    }

    private void learn(final int slot) {
        final long source = slots.sourceMac(slot);
        if (!MacAddress.isMulticast(source)) {
            table.learn(ForwardingTable.address(slots.vlan(slot), source), slots.sourcePort(slot),
                    slots.timeNanos(slot));
        }
    }

    /** Whether the source port, which is in the frame's VLAN, is the only one there. */
    private boolean isAlone(final PortTable ports, final int slot) {
        return ports.members(slots.vlan(slot)).length == 1;
    }

    private void dropWithoutDestination() {
        for (int k = 0; k < ingress.live(); k++) {
            final int frame = ingress.frame(k);
            if (!hasDestination(frame)) {
                ingress.drop(frame, DropReasons.NO_DESTINATION);
            }
        }
    }

    private boolean hasDestination(final int frame) {
        final PortTable ports = program.ports();
        final int destination = ingress.destinationPort(frame);
        if (destination == FrameEntries.FLOOD) {
            return !isAlone(ports, ingress.slot(frame));
        }
        if (destination != FrameEntries.SEVERAL) {
            return ports.exists(destination);
        }
        for (int k = 0; k < ingress.destinations(frame); k++) {
            if (ports.exists(ingress.destination(frame, k))) {
                return true;
            }
        }
        return false;
    }

    private void expand() {
        final PortTable ports = program.ports();
        final boolean chosenByExtension = program.forwarding() != null;
        egress.clear();
        for (int k = 0; k < ingress.live(); k++) {
            final int frame = ingress.frame(k);
            final int slot = ingress.slot(frame);
            final int destination = ingress.destinationPort(frame);
            if (destination == FrameEntries.FLOOD) {
                final int source = slots.sourcePort(slot);
                for (final int port : ports.members(slots.vlan(slot))) {
                    if (port != source) {
                        copy(slot, port);
                    }
                }
            } else if (destination == FrameEntries.SEVERAL) {
                copySeveral(frame, slot);
            } else if (chosenByExtension) {
                copyWithinVlan(slot, destination);
            } else {
                copy(slot, destination);
            }
        }
        egress();
    }

    private void copySeveral(final int frame, final int slot) {
        ingress.sortDestinations(frame);
        for (int k = 0; k < ingress.destinations(frame); k++) {
            final int port = ingress.destination(frame, k);
            if (program.ports().exists(port)) {
                copyWithinVlan(slot, port);
            }
        }
    }

    private void copy(final int slot, final int port) {
        if (egress.isFull()) {
            egress();
        }
        egress.add(slot, port);
    }

    /** A copy for a port that an extension chose; those that the switch chooses are in the frame's VLAN. */
    private void copyWithinVlan(final int slot, final int port) {
        copy(slot, port);
        if (!program.ports().carries(port, slots.vlan(slot))) {
            egress.drop(egress.count() - 1, DropReasons.NOT_IN_VLAN);
            outsideVlan = true;
        }
    }

    private void egress() {
        counters.becameCopies(egress.count());
        if (recorder != null) {
            recorder.copied(egress);
        }
        if (outsideVlan) {
            outsideVlan = false;
            countEgressDrops(null);
        }
        for (final EnabledStage stage : program.egress()) {
            if (egress.live() > 0 && stage.fault() == null) {
                egress(stage);
            }
        }
        deliver();
        egress.clear();
    }

    private void egress(final EnabledStage stage) {
        stage.countFrames(egress.live());
        try {
            stage.egress(egressBatch, egressActions);
        } catch (final Throwable thrown) {
            failClosed(stage, egress, thrown);
        }
        if (recorder != null) {
            recorder.passed(stage, egress, Direction.EGRESS);
        }
        countEgressDrops(stage);
    }

    private void deliver() {
        final PortTable ports = program.ports();
        for (int k = 0; k < egress.live(); k++) {
            final int copy = egress.frame(k);
            final int slot = egress.slot(copy);
            final int port = egress.destinationPort(copy);
            final boolean tagged = slots.vlan(slot) != ports.untaggedVlan(port);
            if (tagged) {
                slots.pushTag(slot);
            }
            final int refused = outlet.deliver(port, slots.timeNanos(slot), slots.memory(), slots.offset(slot),
                    slots.length(slot), slots.wireLength(slot), slots.offload(slot));
            if (refused < 0) {
                counters.delivered(port, slots.wireLength(slot));
            } else {
                counters.dropped(port, Direction.EGRESS, refused);
            }
            if (tagged) {
                slots.stripTag(slot);
            }
            if (recorder != null) {
                recorder.delivered(copy, refused);
            }
        }
    }

    /** @param stage who dropped, or null for the switch itself */
    private void countIngressDrops(final EnabledStage stage) {
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
    private void countEgressDrops(final EnabledStage stage) {
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
