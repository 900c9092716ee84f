package org.signalbox.vswitch.engine;

import java.lang.foreign.MemorySegment;

import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.Direction;
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
 *
 * <p>Frames that stages make join the batch when the stage's call has ended, behind those they were made for. They
 * passed no port: the edge does not see them, nor do mirrors where they would have entered.
 */
// Each step is one short loop over the batch, with the step's own data in reach: what differs from frame to frame is
// written to columns, and dropped frames leave the list of live ones between steps. Nothing is allocated, and the
// only call through an interface per frame is the delivery. Counters are bumped as frames come, each from one place.
final class SwitchCore {
    /** Frames in one batch at most, unless a caller asks otherwise. */
    static final int BATCH = 64;
    /** Frames that extensions can make in one batch, however many were received. */
    static final int MADE = 192;
    /** Of the memory, for those: three longest ones, or as many usual ones as there are slots. */
    static final int MADE_BYTES = 1 << 18;

    private final FrameSlots slots;
    private final FrameEntries ingress;
    private final FrameEntries egress;
    private final StageRunner runner;
    private final FlowCache flows;
    private final OriginateRequest request = new OriginateRequest();
    private final Edge edge;
    private final ForwardingTable table;
    private final Learning learning;
    private final Reach reach;
    private final SwitchCounters counters;
    private final Mirror mirror;
    private final Delivery delivery;
    private final FastPath fastPath;
    private final Sampler sampler;
    private Program program;
    // who is told of decisions, and the same while it records the batch; else null
    private Recorder follower;
    private Recorder recorder;
    private boolean refusedChoice;
    // for who takes over from a thread that hangs: the last live frame that has its copies
    private int copied;

    /**
     * @param memory   for received frames, and {@link #MADE_BYTES} for others
     * @param batch    received frames in one batch at most
     * @param follower told of every step, or null
     * @param state    what the switch remembers
     * @param learning where it is said what was seen where; the state's table if this thread writes it
     * @param counters of this thread
     * @param sampler  measures what stages cost
     */
    SwitchCore(final MemorySegment memory, final int batch, final Outlet outlet, final Recorder follower,
            final SwitchState state, final Learning learning, final SwitchCounters counters, final Sampler sampler) {
        this.counters = counters;
        this.table = state.table();
        this.learning = learning;
        this.slots = new FrameSlots(memory, batch, MADE, MADE_BYTES);
        this.reach = new Reach(slots, state.storms());
        this.edge = new Edge(slots, counters, state.senders());
        this.ingress = new FrameEntries(batch + MADE);
        this.egress = new FrameEntries(batch);
        this.runner = new StageRunner(slots, ingress, egress, port -> program.ports().exists(port), counters, sampler);
        this.flows = new FlowCache(slots, ingress, egress, counters, runner.reads());
        this.delivery = new Delivery(slots, counters, outlet);
        this.fastPath = new FastPath(slots, flows, state.table(), learning, counters, delivery);
        this.follower = follower;
        this.sampler = sampler;
        this.mirror = new Mirror(slots, state, new MirrorOutlet());
    }

    /** Where the frames of the next batch are put. */
    FrameSlots slots() {
        return slots;
    }

    SwitchCounters counters() {
        return counters;
    }

    /** Whether the thread is within a stage. */
    StageCalls calls() {
        return runner.calls();
    }

    /** Accounts for the frames of a batch whose thread was fenced within a stage's call. */
    void abandon() {
        flows.rejoin();
        runner.abandon(copied);
        if (recorder != null) {
            recorder.finish(ingress);
        }
    }

    /** Between two batches: who is told of every step from now on, or null. */
    void follow(final Recorder next) {
        follower = next;
    }

    /** Who is told of every step, or null. */
    Recorder follower() {
        return follower;
    }

    Program program() {
        return program;
    }

    /** Between two batches: what the next one runs by. */
    void program(final Program next) {
        counters.ensure(next.ports());
        mirror.program(next);
        sampler.program(next);
        program = next;
        flows.program(next);
        fastPath.program(next);
        for (final EnabledStage stage : next.ingress()) {
            stage.whenAsked(request::make);
        }
        // a stage may have asked before it was known whom to tell
        request.note();
    }

    /** What is known of flows. */
    FlowCache flows() {
        return flows;
    }

    /** What takes batches in which nothing is new. */
    FastPath fastPath() {
        return fastPath;
    }

    /** By which extensions ask to originate frames. */
    OriginateRequest request() {
        return request;
    }

    /** Runs the frames in {@link #slots}, if there are any, and forgets them. */
    void run() {
        if (slots.count() > 0) {
            run(slots.timeNanos(slots.count() - 1));
        }
    }

    /**
     * Runs the frames in {@link #slots}, also when there are none, and forgets them.
     *
     * @param timeNanos of what is made on the account of none of them
     */
    void run(final long timeNanos) {
        request.take();
        recorder = follower != null && follower.begin(program, slots, timeNanos) ? follower : null;
        sampler.begin(timeNanos);
        flows.begin(recorder == null && !sampler.isOn() && !mirror.isActive());
        runner.begin(timeNanos, recorder);
        ingress.fill(slots.count());
        edge.classify(ingress, program.ports());
        if (!flows.isActive() || !flows.find() || !fastPath.take()) {
            switchFrames();
        }
        slots.clear();
    }

    private void switchFrames() {
        admit();
        ingress();
        if (ingress.live() > 0) {
            forward();
        }
        if (flows.isActive()) {
            flows.end();
        }
        if (mirror.isActive()) {
            mirror.end();
        }
        if (recorder != null) {
            recorder.finish(ingress);
        }
        if (sampler.isOn()) {
            sampler.end(program);
        }
    }

    private void ingress() {
        final EnabledStage[] stages = program.ingress();
        for (int k = 0; k < stages.length; k++) {
            final EnabledStage stage = stages[k];
            if (flows.isActive()) {
                ingressOfFlows(stage, k);
            } else if (ingress.live() > 0) {
                runner.ingress(stage);
            }
            if (stage.isCapturing() && stage.fault() == null) {
                runner.originate(stage);
            }
        }
        if (flows.isActive()) {
            flows.leftIngress();
        }
    }

    private void ingressOfFlows(final EnabledStage stage, final int k) {
        if (flows.callsIngress(k)) {
            runner.ingress(stage);
            flows.calledIngress(k);
            if (stage.fault() != null) {
                flows.giveUp();
                runner.failIngress(stage);
            }
        }
        flows.settleIngress(k);
    }

    private void admit() {
        edge.admit(ingress, program.ports(), flows);
        if (recorder != null) {
            recorder.admitted(ingress);
        }
        if (mirror.isActive()) {
            mirror.begin(ingress);
        }
        runner.countIngressDrops(null);
        if (flows.isActive()) {
            flows.admitted();
        }
    }

    private void forward() {
        final EnabledStage forwarding = program.forwarding();
        egress.clear();
        if (forwarding == null || !runner.choose(forwarding)) {
            forwardByAddress();
        } else {
            settleDestinations();
            expand();
        }
        copied = ingress.live();
        egress();
    }

    // A frame's copies are made as soon as it is known where it goes: another list, and another loop over it, would
    // cost more than the branch on whether it may go there.
    private void forwardByAddress() {
        final PortTable ports = program.ports();
        for (int k = 0; k < ingress.live(); k++) {
            final int slot = ingress.slot(ingress.frame(k));
            final int domain = ports.domain(slots.vlan(slot));
            learn(domain, slot);
            final int port = lookup(domain, slot);
            final boolean known = port != ForwardingTable.NONE;
            final int refused = known ? reach.refusedTo(ports, slot, port) : reach.refusedFlood(ports, slot);
            if (recorder != null) {
                recorder.chosen(slot, known ? port : FrameEntries.FLOOD, refused);
            }
            if (refused >= 0) {
                counters.dropped(slots.sourcePort(slot), Direction.INGRESS, refused);
                counters.becameCopies(1);
            } else if (known) {
                copy(slot, port);
            } else {
                flood(ports, slot);
            }
        }
    }

    private void learn(final int domain, final int slot) {
        final long source = slots.sourceMac(slot);
        final int port = slots.sourcePort(slot);
        if (!MacAddress.isMulticast(source) && domain != PortTable.NO_DOMAIN && port != FrameSlots.NO_PORT) {
            learning.learn(ForwardingTable.address(domain, source), port, slots.timeNanos(slot));
        }
    }

    /** The port where a frame's destination is known to be, or {@link ForwardingTable#NONE}. */
    private int lookup(final int domain, final int slot) {
        final long destination = slots.destinationMac(slot);
        return MacAddress.isMulticast(destination) || domain == PortTable.NO_DOMAIN ? ForwardingTable.NONE
                : table.lookup(ForwardingTable.address(domain, destination), slots.timeNanos(slot));
    }

    // Learns and looks up frame by frame, as forwardByAddress() does, so that where a frame goes does not depend on how
    // frames were cut into batches.
    private void settleDestinations() {
        final PortTable ports = program.ports();
        for (int k = 0; k < ingress.live(); k++) {
            final int frame = ingress.frame(k);
            final int slot = ingress.slot(frame);
            final int domain = ports.domain(slots.vlan(slot));
            learn(domain, slot);
            final int refused = switch (ingress.destinationPort(frame)) {
                case FrameEntries.NORMAL -> chooseByAddress(ports, frame, domain);
                case FrameEntries.FLOOD -> reach.refusedFlood(ports, slot);
                default -> Reach.hasDestination(ports, ingress, frame) ? -1 : DropReasons.NO_DESTINATION;
            };
            ingress.judge(frame, refused);
            if (recorder != null) {
                recorder.chosen(slot, ingress.destinationPort(frame), refused);
            }
        }
        runner.countIngressDrops(null);
    }

    /** For a frame that an extension leaves to the switch; why it may not go there, or -1. */
    private int chooseByAddress(final PortTable ports, final int frame, final int domain) {
        final int slot = ingress.slot(frame);
        final int port = lookup(domain, slot);
        if (port == ForwardingTable.NONE) {
            ingress.flood(frame);
            return reach.refusedFlood(ports, slot);
        }
        ingress.send(frame, port);
        return reach.refusedTo(ports, slot, port);
    }

    private void expand() {
        final PortTable ports = program.ports();
        for (int k = 0; k < ingress.live(); k++) {
            final int frame = ingress.frame(k);
            final int slot = ingress.slot(frame);
            final int destination = ingress.destinationPort(frame);
            if (destination == FrameEntries.FLOOD) {
                flood(ports, slot);
            } else if (destination == FrameEntries.SEVERAL) {
                copySeveral(frame, slot);
            } else {
                copyWhereAllowed(slot, destination);
            }
        }
    }

    private void flood(final PortTable ports, final int slot) {
        final int source = slots.sourcePort(slot);
        final int vlan = slots.vlan(slot);
        final boolean plain = ports.isPlain();
        for (final int port : ports.members(vlan)) {
            if (port != source && (plain || ports.refusal(source, vlan, port) < 0)) {
                copy(slot, port);
            }
        }
    }

    private void copySeveral(final int frame, final int slot) {
        ingress.sortDestinations(frame);
        for (int k = 0; k < ingress.destinations(frame); k++) {
            final int port = ingress.destination(frame, k);
            if (program.ports().exists(port)) {
                copyWhereAllowed(slot, port);
            }
        }
    }

    private void copy(final int slot, final int port) {
        if (egress.isFull()) {
            copied = place(slot);
            egress();
        }
        egress.add(slot, port);
    }

    /** Where a slot's frame stands among the live ones. */
    private int place(final int slot) {
        int place = 0;
        while (ingress.slot(ingress.frame(place)) != slot) {
            place++;
        }
        return place;
    }

    /** A copy for a port that an extension chose; those that the switch chooses may get it. */
    private void copyWhereAllowed(final int slot, final int port) {
        copy(slot, port);
        final PortTable ports = program.ports();
        final int source = slots.sourcePort(slot);
        final int vlan = slots.vlan(slot);
        final int refused = port == source && ports.carries(port, vlan) ? -1 : ports.refusal(source, vlan, port);
        if (refused >= 0) {
            egress.drop(egress.count() - 1, refused);
            refusedChoice = true;
        }
    }

    private void egress() {
        counters.becameCopies(egress.count());
        if (recorder != null) {
            recorder.copied(egress);
        }
        if (refusedChoice) {
            refusedChoice = false;
            runner.countEgressDrops(null);
        }
        if (flows.isActive()) {
            egressOfFlows();
        } else {
            for (final EnabledStage stage : program.egress()) {
                if (egress.live() > 0) {
                    runner.egress(stage);
                }
            }
        }
        deliver();
        egress.clear();
    }

    private void egressOfFlows() {
        flows.copied();
        final EnabledStage[] stages = program.egress();
        for (int k = 0; k < stages.length; k++) {
            if (flows.callsEgress(k)) {
                runner.egress(stages[k]);
                flows.calledEgress(k);
                if (stages[k].fault() != null) {
                    flows.giveUpCopies();
                    runner.failEgress(stages[k]);
                }
            }
            flows.settleEgress(k);
        }
        flows.leftEgress();
    }

    private void deliver() {
        final PortTable ports = program.ports();
        final boolean mirrored = mirror.isActive();
        for (int k = 0; k < egress.live(); k++) {
            final int copy = egress.frame(k);
            final int slot = egress.slot(copy);
            final int port = egress.destinationPort(copy);
            if (mirrored) {
                mirror.reach(slot);
            }
            final int refused = delivery.deliver(ports, slot, port);
            if (mirrored && refused < 0) {
                mirror.delivered(port);
            }
            if (recorder != null) {
                recorder.delivered(egress, copy, ports.tags(port, slots.vlan(slot)), refused);
            }
        }
    }

    /** Mirrored copies are copies like others. */
    private final class MirrorOutlet implements Mirror.Outlet {
        @Override
        public void mirror(final int slot, final int port) {
            record(slot, port, false, delivery.hand(slot, port));
        }

        @Override
        public void mirror(final int slot, final int port, final MemorySegment memory, final int length,
                final int wireLength) {
            record(slot, port, true, delivery.hand(port, slots.timeNanos(slot), memory, length, wireLength));
        }

        private void record(final int slot, final int port, final boolean tunnelled, final int refused) {
            counters.becameCopies(1);
            if (recorder != null) {
                recorder.mirrored(slot, port, tunnelled, refused);
            }
        }
    }
}
