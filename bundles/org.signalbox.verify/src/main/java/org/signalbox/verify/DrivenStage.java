package org.signalbox.verify;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;
import org.signalbox.vswitch.pipeline.CallWindow;
import org.signalbox.vswitch.pipeline.FrameEntries;
import org.signalbox.vswitch.pipeline.FrameMaker;
import org.signalbox.vswitch.pipeline.FrameSlots;

/**
 * A stage of the extension without a switch around it: batches are put in front of it, and it is called for both
 * passes. For what a simulation does not tell: what it saves, and what the calls themselves cost.
 */
final class DrivenStage implements AutoCloseable {
    /** Frames in a batch. */
    static final int BATCH = 32;

    private static final int RECEIVED_BYTES = 1 << 16;
    private static final int MADE_BYTES = 1 << 16;

    private final Arena arena = Arena.ofShared();
    private final FrameSlots slots =
            new FrameSlots(arena.allocate(RECEIVED_BYTES + MADE_BYTES, Long.BYTES), BATCH, BATCH, MADE_BYTES);
    private final FrameEntries entries = new FrameEntries(slots.size());
    private final FrameEntries copies = new FrameEntries(BATCH);
    private final CallWindow window = new CallWindow();
    private final FrameMaker maker = new FrameMaker(slots, entries, port -> port >= 0 && port < Lab.PORTS);
    private final FrameBatch frames = new FrameBatch(slots, entries, Direction.INGRESS);
    private final FrameBatch leaving = new FrameBatch(slots, copies, Direction.EGRESS);
    private final IngressActions ingress = new IngressActions(slots, entries, maker, window);
    private final OriginateActions originate = new OriginateActions(maker, window);
    private final ForwardActions forward = new ForwardActions(entries, window);
    private final EgressActions egress = new EgressActions(copies, window);
    private final List<StagePort> ports = new ArrayList<>();
    private final Stage stage;

    DrivenStage(final Subject subject) {
        final Extension extension = subject.extension();
        final StageContext context = new Reasons();
        this.stage = switch (extension) {
            case final CapturingExtension capturing -> capturing.create(context);
            case final FilteringExtension filtering -> filtering.create(context);
            case final ForwardingExtension forwarding -> forwarding.create(context);
        };
        if (extension.switchPolicy().isPresent()) {
            stage.switchPolicyChanged(subject.switchPolicy().map(tree ->
                    extension.compile(context, bind(extension.switchPolicy().get(), tree))).orElse(null));
        }
        for (int index = 0; index < Lab.PORTS; index++) {
            final StagePort port = new StagePort(index, Lab.name(index), Optional.empty());
            ports.add(port);
            stage.portChanged(port, index > Lab.B ? null : subject.portPolicy().map(tree ->
                    extension.compile(context, port, bind(extension.portPolicy().get(), tree))).orElse(null));
        }
    }

    private static Record bind(final Class<? extends Record> type, final Map<String, Object> tree) {
        return Schema.of(type).bind(PolicySchema.keysOf(tree));
    }

    Stage stage() {
        return stage;
    }

    List<StagePort> ports() {
        return ports;
    }

    /** Puts a batch in front of the stage: {@value #BATCH} frames from one of the traffic on. */
    void put(final List<Sent> traffic, final int from) {
        slots.clear();
        entries.clear();
        copies.clear();
        for (int i = 0; i < BATCH; i++) {
            final Sent sent = traffic.get((from + i) % traffic.size());
            final int at = slots.reserve(sent.frame().length);
            MemorySegment.copy(MemorySegment.ofArray(sent.frame()), 0, slots.memory(), at, sent.frame().length);
            slots.commit(at, sent.frame().length, sent.frame().length, sent.port(), sent.timeNanos());
            slots.parse(i);
            copies.add(i, (sent.port() + 1) % Lab.PORTS);
        }
        entries.fill(BATCH);
        maker.begin(slots.timeNanos(BATCH - 1));
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

    @Override
    public void close() {
        stage.close();
        arena.close();
    }

    /** Numbers for reasons, which nobody reads here. */
    private static final class Reasons implements StageContext {
        private final Map<List<String>, Integer> numbers = new HashMap<>();

        @Override
        public String switchName() {
            return "verify";
        }

        @Override
        public synchronized int dropReason(final String rule, final String reason) {
            return numbers.computeIfAbsent(List.of(rule, reason), _ -> numbers.size());
        }
    }
}
