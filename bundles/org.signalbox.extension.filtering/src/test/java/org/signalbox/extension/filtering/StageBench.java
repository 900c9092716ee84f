package org.signalbox.extension.filtering;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.signalbox.frame.FrameBuilder;
import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;
import org.signalbox.vswitch.pipeline.FrameEntries;
import org.signalbox.vswitch.pipeline.FrameSlots;
import org.signalbox.vswitch.pipeline.Remarks;

/** A test bench for the stage: one switch, its drop reasons as texts, and frames put through one pass at a time. */
final class StageBench implements StageContext {

    private final FilteringService service = new FilteringService();
    private final FilterStage stage = (FilterStage) service.create(this);
    private final List<String> reasons = new ArrayList<>();
    private final Remarks remarks = new Remarks();
    private final FrameSlots slots = new FrameSlots(MemorySegment.ofArray(new byte[1 << 16]), 64);

    @Override
    public String switchName() {
        return "bench";
    }

    @Override
    public int dropReason(final String rule, final String reason) {
        final String text = rule + " " + reason;
        if (!reasons.contains(text)) {
            reasons.add(text);
        }
        return reasons.indexOf(text);
    }

    static StagePort port(final int index) {
        return new StagePort(index, "port" + index, Optional.empty());
    }

    void setPolicy(final int port, final AclEntry... acl) {
        final FilteringPolicy policy = new FilteringPolicy(List.of(acl));
        stage.portChanged(port(port), service.compile(this, port(port), policy));
    }

    void setNoPolicy(final int port) {
        stage.portChanged(port(port), null);
    }

    void remove(final int port) {
        stage.portRemoved(port(port));
    }

    /** Has the stage say from now on which entry decides. */
    void record() {
        remarks.open();
    }

    /** What the stage said of the last frame: rule and reason. */
    String said() {
        return remarks.rule(0) + " " + remarks.reason(0);
    }

    /** Why the frame is dropped on its way out of a machine at a port, or "pass". */
    String outbound(final int port, final FrameBuilder frame) {
        final FrameEntries entries = put(port, -1, frame);
        stage.ingress(new FrameBatch(slots, entries, Direction.INGRESS, remarks), new IngressActions(slots, entries));
        return verdict(entries);
    }

    /** Why the frame is dropped on its way to a machine at a port, or "pass". */
    String inbound(final int port, final FrameBuilder frame) {
        return inbound(port + 1, port, frame);
    }

    String inbound(final int from, final int port, final FrameBuilder frame) {
        final FrameEntries entries = put(from, port, frame);
        stage.egress(new FrameBatch(slots, entries, Direction.EGRESS, remarks), new EgressActions(entries));
        return verdict(entries);
    }

    private FrameEntries put(final int from, final int to, final FrameBuilder frame) {
        slots.clear();
        final int at = slots.reserve(2048);
        final int length = frame.build(slots.memory(), at);
        slots.commit(at, length, length, from, 0);
        slots.parse(0);
        final FrameEntries entries = new FrameEntries(1);
        entries.add(0, to);
        return entries;
    }

    private String verdict(final FrameEntries entries) {
        return entries.isDropped(0) ? reasons.get(entries.dropReason(0)) : "pass";
    }
}
