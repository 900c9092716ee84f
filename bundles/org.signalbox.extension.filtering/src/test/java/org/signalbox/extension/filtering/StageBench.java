package org.signalbox.extension.filtering;

import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.sun.management.ThreadMXBean;

import org.signalbox.frame.FrameBuilder;
import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;
import org.signalbox.vswitch.pipeline.FlowReads;
import org.signalbox.vswitch.pipeline.FrameEntries;
import org.signalbox.vswitch.pipeline.FrameSlots;
import org.signalbox.vswitch.pipeline.Remarks;
import org.signalbox.vswitch.pipeline.RuleHits;

/**
 * A test bench for the stages of one switch, one for each of its workers: drop reasons as texts, hits by rule, what is
 * looked at, and frames put through one pass at a time.
 */
final class StageBench implements StageContext {

    private static final int ANY_KIND = FlowReads.IPV4;

    private final FilteringService service = new FilteringService();
    private final List<FilterStage> stages = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private final List<String> counters = new ArrayList<>();
    private final Remarks remarks = new Remarks();
    private final FlowReads reads = new FlowReads(1);
    private final RuleHits hits = new RuleHits();
    private final FrameSlots slots = new FrameSlots(MemorySegment.ofArray(new byte[1 << 16]), 64);
    private int worker;
    private long timeNanos;

    StageBench() {
        this(1);
    }

    StageBench(final int workers) {
        for (int i = 0; i < workers; i++) {
            stages.add((FilterStage) service.create(this));
        }
    }

    @Override
    public String switchName() {
        return "bench";
    }

    @Override
    public int dropReason(final String rule, final String reason) {
        return number(reasons, rule + " " + reason);
    }

    @Override
    public int counter(final StagePort port, final String rule, final String text) {
        final int counter = number(counters, port.name() + " " + rule + " " + text);
        hits.ensure(counters.size());
        return counter;
    }

    private static int number(final List<String> texts, final String text) {
        if (!texts.contains(text)) {
            texts.add(text);
        }
        return texts.indexOf(text);
    }

    static StagePort port(final int index) {
        return new StagePort(index, "port" + index, Optional.empty());
    }

    void setPolicy(final int port, final AclEntry... acl) {
        setPolicy(port, new FilteringPolicy(List.of(acl)));
    }

    void setPolicy(final int port, final FilteringPolicy policy) {
        final Object compiled = service.compile(this, port(port), policy);
        stages.forEach(stage -> stage.portChanged(port(port), compiled));
    }

    void setNoPolicy(final int port) {
        stages.forEach(stage -> stage.portChanged(port(port), null));
    }

    void remove(final int port) {
        stages.forEach(stage -> stage.portRemoved(port(port)));
    }

    FilterStage stage(final int of) {
        return stages.get(of);
    }

    /** The worker that meets what is put in from now on. */
    StageBench by(final int number) {
        worker = number;
        return this;
    }

    /** The time of what is put in from now on. */
    StageBench at(final long nanos) {
        timeNanos = nanos;
        return this;
    }

    /** Has the stage say from now on which entry decides. */
    void record() {
        remarks.open();
    }

    /** What the stage said of the last frame: rule and reason. */
    String said() {
        return remarks.rule(0) + " " + remarks.reason(0);
    }

    /** Frames that a rule, named with its text, was counted for. */
    long frames(final int port, final String rule) {
        final int counter = counters.indexOf("port" + port + " " + rule);
        return counter < 0 ? 0 : hits.frames(counter);
    }

    /** Whether the stage is to be called for every frame like the last one. */
    boolean asksAgain() {
        return reads.calls(0) != 0;
    }

    /** Whether nothing may be concluded from the last frame about another. */
    boolean isUnlike() {
        return reads.isUnlike(0);
    }

    /** Why the frame is dropped on its way out of a machine at a port, or "pass". */
    String outbound(final int port, final FrameBuilder frame) {
        final FrameEntries entries = put(port, -1, frame);
        final FrameBatch batch = new FrameBatch(slots, entries, Direction.INGRESS, remarks, reads, hits);
        reads.listen(0, false);
        stages.get(worker).ingress(batch, new IngressActions(slots, entries));
        reads.close();
        return verdict(entries);
    }

    /** Why the frame is dropped on its way to a machine at a port, or "pass". */
    String inbound(final int port, final FrameBuilder frame) {
        return inbound(port + 1, port, frame);
    }

    String inbound(final int from, final int port, final FrameBuilder frame) {
        final FrameEntries entries = put(from, port, frame);
        final FrameBatch batch = new FrameBatch(slots, entries, Direction.EGRESS, remarks, reads, hits);
        reads.listen(0, true);
        stages.get(worker).egress(batch, new EgressActions(entries));
        reads.close();
        return verdict(entries);
    }

    /** Whether any bit of a byte of IPv4 frames was looked at since the beginning. */
    boolean isLookedAt(final int offset) {
        return reads.bits(ANY_KIND, offset) != 0;
    }

    /** Bytes of memory that the stage takes for a frame that comes so many times. */
    long allocated(final int port, final FrameBuilder frame, final boolean inbound, final int times) {
        final FrameEntries entries = inbound ? put(port + 1, port, frame) : put(port, -1, frame);
        final FrameBatch batch = new FrameBatch(slots, entries,
                inbound ? Direction.EGRESS : Direction.INGRESS, remarks, reads, hits);
        final IngressActions ingress = new IngressActions(slots, entries);
        final EgressActions egress = new EgressActions(entries);
        final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final FilterStage stage = stages.get(worker);
        final long before = thread.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < times; i++) {
            if (inbound) {
                stage.egress(batch, egress);
            } else {
                stage.ingress(batch, ingress);
            }
        }
        return thread.getCurrentThreadAllocatedBytes() - before;
    }

    private FrameEntries put(final int from, final int to, final FrameBuilder frame) {
        slots.clear();
        reads.follow(0, ANY_KIND, true);
        final int at = slots.reserve(2048);
        final int length = frame.build(slots.memory(), at);
        slots.commit(at, length, length, from, timeNanos);
        slots.parse(0);
        final FrameEntries entries = new FrameEntries(1);
        entries.add(0, to);
        return entries;
    }

    private String verdict(final FrameEntries entries) {
        return entries.isDropped(0) ? reasons.get(entries.dropReason(0)) : "pass";
    }
}
