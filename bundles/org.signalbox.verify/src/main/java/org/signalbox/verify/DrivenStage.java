package org.signalbox.verify;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

import org.signalbox.frame.EtherType;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.extension.CapturingExtension;
import org.signalbox.vswitch.extension.CapturingStage;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.ForwardActions;
import org.signalbox.vswitch.extension.ForwardingExtension;
import org.signalbox.vswitch.extension.ForwardingStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.OriginateActions;
import org.signalbox.vswitch.extension.PolicySchema;
import org.signalbox.vswitch.extension.Stage;
import org.signalbox.vswitch.extension.StagePort;
import org.signalbox.vswitch.pipeline.CallWindow;
import org.signalbox.vswitch.pipeline.FlowReads;
import org.signalbox.vswitch.pipeline.FrameEntries;
import org.signalbox.vswitch.pipeline.FrameMaker;
import org.signalbox.vswitch.pipeline.FrameSlots;
import org.signalbox.vswitch.pipeline.Remarks;
import org.signalbox.vswitch.pipeline.RuleHits;

/**
 * A stage of the extension without a switch around it: frames are put in front of it, and it is called for both passes.
 * For what a simulation does not tell: what a stage does by itself, what it saves, and what the calls themselves cost.
 */
final class DrivenStage implements AutoCloseable {
    /** Frames in a batch. */
    static final int BATCH = 32;
    /** As the stage hears it. */
    static final String SWITCH = "verify";

    private static final int RECEIVED_BYTES = 1 << 16;
    private static final int MADE_BYTES = 1 << 18;
    // as many as the engine has room for
    private static final int MADE = 192;
    private static final int TAG_OFFSET = 12;
    private static final int TAGGED_HEADER = 18;

    private final Arena arena = Arena.ofShared();
    private final FrameSlots slots =
            new FrameSlots(arena.allocate(RECEIVED_BYTES + MADE_BYTES, Long.BYTES), BATCH, MADE, MADE_BYTES);
    private final FrameEntries entries = new FrameEntries(slots.size());
    private final FrameEntries copies = new FrameEntries(slots.size() * Lab.PORTS);
    private final Remarks remarks = new Remarks();
    private final CallWindow window = new CallWindow();
    private final FrameMaker maker = new FrameMaker(slots, entries, port -> port >= 0 && port < Lab.PORTS);
    private final FlowReads reads = new FlowReads(slots.size());
    private final RuleHits hits = new RuleHits();
    private final FrameBatch frames = new FrameBatch(slots, entries, Direction.INGRESS, remarks, reads, hits);
    private final FrameBatch leaving = new FrameBatch(slots, copies, Direction.EGRESS, remarks, reads, hits);
    private final IngressActions ingress = new IngressActions(slots, entries, maker, window);
    private final OriginateActions originate = new OriginateActions(maker, window, remarks);
    private final ForwardActions forward = new ForwardActions(entries, window);
    private final EgressActions egress = new EgressActions(copies, window);
    private final Reasons reasons;
    private final Extension extension;
    private final Policies policies;
    private final StagePort[] ports = new StagePort[Lab.PORTS];
    private final Stage stage;
    private boolean recorded;

    DrivenStage(final Extension extension, final Policies policies) {
        this(extension, policies, SWITCH);
    }

    /** Of another switch than {@value #SWITCH}: an extension may keep for each switch what its workers share. */
    static DrivenStage beside(final Extension extension, final Policies policies) {
        return new DrivenStage(extension, policies, "beside");
    }

    private DrivenStage(final Extension extension, final Policies policies, final String switchName) {
        this.reasons = new Reasons(switchName);
        this.extension = extension;
        this.policies = policies;
        this.stage = switch (extension) {
            case final CapturingExtension capturing -> capturing.create(reasons);
            case final FilteringExtension filtering -> filtering.create(reasons);
            case final ForwardingExtension forwarding -> forwarding.create(reasons);
        };
        if (extension.switchPolicy().isPresent()) {
            stage.switchPolicyChanged(policies.whole().map(tree ->
                    extension.compile(reasons, bind(extension.switchPolicy().get(), tree))).orElse(null));
        }
        for (int index = 0; index < Lab.PORTS; index++) {
            put(new StagePort(index, Lab.name(index), Optional.empty()), Lab.hasPolicy(index));
        }
        reasons.begin();
    }

    private static Record bind(final Class<? extends Record> type, final Map<String, Object> tree) {
        return Schema.of(type).bind(PolicySchema.keysOf(tree));
    }

    Stage stage() {
        return stage;
    }

    List<StagePort> ports() {
        return List.of(ports);
    }

    /** Texts of reasons to drop that were asked for while frames were handled. */
    int reasonsInCalls() {
        return reasons.late();
    }

    /** What is said of frames is asked for from now on. */
    DrivenStage recorded() {
        recorded = true;
        return this;
    }

    /** A port is there, or has or loses its policy. */
    void put(final StagePort port, final boolean withPolicy) {
        ports[port.index()] = port;
        stage.portChanged(port, withPolicy && extension.portPolicy().isPresent() ? policies.port().map(tree ->
                extension.compile(reasons, port, bind(extension.portPolicy().get(), tree))).orElse(null) : null);
    }

    /** The switch has no policy any more. */
    void dropSwitchPolicy() {
        if (extension.switchPolicy().isPresent()) {
            stage.switchPolicyChanged(null);
        }
    }

    /** Puts a batch in front of the stage: {@value #BATCH} frames from one of the traffic on, each time later. */
    void put(final List<Sent> traffic, final int from) {
        clear();
        for (int i = 0; i < BATCH; i++) {
            final int at = from + i;
            final Sent sent = traffic.get(at % traffic.size());
            put(i, sent, sent.timeNanos() + at / traffic.size() * span(traffic));
            copies.add(i, (sent.port() + 1) % Lab.PORTS);
        }
        entries.fill(BATCH);
        maker.begin(slots.timeNanos(BATCH - 1));
    }

    private static long span(final List<Sent> traffic) {
        return traffic.getLast().timeNanos() - traffic.getFirst().timeNanos() + 1;
    }

    private void clear() {
        slots.clear();
        entries.clear();
        copies.clear();
    }

    /** As the edge of the switch lets it in: without the tag that puts it into its VLAN. */
    private void put(final int slot, final Sent sent, final long timeNanos) {
        final byte[] frame = sent.frame();
        final int at = slots.reserve(frame.length);
        MemorySegment.copy(frame, 0, slots.memory(), ValueLayout.JAVA_BYTE, at, frame.length);
        slots.commit(at, frame.length, frame.length, sent.port(), timeNanos);
        if (frame.length >= TAGGED_HEADER && slots.u16(slot, TAG_OFFSET) == EtherType.VLAN) {
            slots.setTag(slot, EtherType.VLAN << 16 | slots.u16(slot, TAG_OFFSET + 2));
            slots.stripTag(slot);
        } else {
            slots.setTag(slot, sent.port() == Lab.ACCESS ? Lab.VLAN : 0);
        }
        slots.parse(slot);
    }

    /** Calls the stage for both passes of the batch. */
    void run() {
        window.open();
        switch (stage) {
            case final CapturingStage capturing -> {
                capturing.ingress(frames);
                capturing.originate(originate);
                capturing.egress(leaving);
            }
            case final FilteringStage filtering -> {
                filtering.ingress(frames, ingress);
                filtering.egress(leaving, egress);
            }
            case final ForwardingStage forwarding -> forwarding.forward(frames, forward);
        }
        window.close();
    }

    /** Lets the stage send frames when there are none. @return how many it sent */
    int originate() {
        clear();
        entries.fill(0);
        maker.begin(0);
        if (stage instanceof final CapturingStage capturing) {
            window.open();
            capturing.originate(originate);
            window.close();
        }
        return entries.count();
    }

    /** Whether the stage said of the frame judged last that it is to be asked about each like it. */
    boolean asksAgain() {
        return reads.calls(0) != 0;
    }

    /** One frame alone: what the stage does with it, and with its copies for all other ports. */
    Fate judge(final Sent sent) {
        clear();
        put(0, sent, sent.timeNanos());
        entries.fill(1);
        maker.begin(sent.timeNanos());
        final List<String> said = new ArrayList<>();
        final StringBuilder other = new StringBuilder();
        listen();
        reads.follow(0, FlowReads.UNKNOWN, false);
        reads.listen(0, false);
        window.open();
        switch (stage) {
            case final CapturingStage capturing -> {
                capturing.ingress(frames);
                capturing.originate(originate);
            }
            case final FilteringStage filtering -> filtering.ingress(frames, ingress);
            case final ForwardingStage forwarding -> forwarding.forward(frames, forward);
        }
        window.close();
        hear(entries, said);
        slots.parseChanged();
        for (int entry = 0; entry < entries.count(); entry++) {
            describe(entry, other);
            if (!entries.isDropped(entry)) {
                for (int port = 0; port < Lab.PORTS; port++) {
                    if (port != slots.sourcePort(entries.slot(entry))) {
                        copies.add(entries.slot(entry), port);
                    }
                }
            }
        }
        final String dropped = entries.isDropped(0) ? reasons.text(entries.dropReason(0)) : "";
        reads.listen(0, true);
        final List<String> excluded = copies.count() == 0 ? List.of() : exclusions(said);
        reads.close();
        return new Fate(dropped, excluded, other.toString(), said);
    }

    private List<String> exclusions(final List<String> said) {
        listen();
        window.open();
        switch (stage) {
            case final CapturingStage capturing -> capturing.egress(leaving);
            case final FilteringStage filtering -> filtering.egress(leaving, egress);
            case final ForwardingStage _ -> {
            }
        }
        window.close();
        hear(copies, said);
        final List<String> excluded = new ArrayList<>();
        for (int copy = 0; copy < copies.count(); copy++) {
            if (copies.isDropped(copy)) {
                excluded.add(copies.slot(copy) + " to " + Lab.name(copies.destinationPort(copy)) + " ("
                        + reasons.text(copies.dropReason(copy)) + ")");
            }
        }
        return excluded;
    }

    private void describe(final int entry, final StringBuilder into) {
        final int slot = entries.slot(entry);
        final CRC32 sum = new CRC32();
        sum.update(slots.memory().asSlice(slots.offset(slot), slots.length(slot)).toArray(ValueLayout.JAVA_BYTE));
        into.append(entry == 0 ? "" : "; made at " + slots.sourcePort(slot) + ' ').append(slots.length(slot))
                .append(' ').append(sum.getValue()).append(" vlan ").append(slots.vlan(slot));
        if (entry > 0 && entries.isDropped(entry)) {
            into.append(" dropped");
        }
        if (stage instanceof ForwardingStage) {
            into.append(" to ").append(destinations(entry));
        }
    }

    /** The destinations that the stage chose for the frame judged last; empty if it chose none, or dropped it. */
    List<Integer> destinations() {
        return entries.isDropped(0) ? List.of() : destinations(0);
    }

    private List<Integer> destinations(final int entry) {
        final int chosen = entries.destinationPort(entry);
        if (chosen != FrameEntries.SEVERAL) {
            return chosen == FrameEntries.NO_DESTINATION ? List.of() : List.of(chosen);
        }
        entries.sortDestinations(entry);
        final List<Integer> several = new ArrayList<>();
        for (int k = 0; k < entries.destinations(entry); k++) {
            several.add(entries.destination(entry, k));
        }
        return several;
    }

    /** Frames that the stage made on account of the one judged last. */
    int made() {
        return entries.count() - 1;
    }

    private void listen() {
        if (recorded) {
            remarks.open();
        }
    }

    private void hear(final FrameEntries of, final List<String> said) {
        for (int entry = 0; recorded && entry < of.count(); entry++) {
            if (!remarks.rule(entry).isEmpty() || !remarks.reason(entry).isEmpty()) {
                said.add(remarks.rule(entry) + " " + remarks.reason(entry));
            }
        }
        remarks.close();
    }

    /** What the stage throws then is told of by {@link PortsCheck}. */
    @Override
    public void close() {
        try {
            stage.close();
        } catch (final RuntimeException | LinkageError toldElsewhere) {
            return;
        } finally {
            arena.close();
        }
    }
}
