package org.signalbox.vswitch.engine;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.engine.model.StackFrame;
import org.signalbox.vswitch.engine.model.StackOffer.Fault;
import org.signalbox.vswitch.engine.model.StackPolicy;
import org.signalbox.vswitch.extension.CapturingStage;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.ForwardActions;
import org.signalbox.vswitch.extension.ForwardingStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.OriginateActions;
import org.signalbox.vswitch.extension.PortState;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/** A stage of a {@link MarkingBundle}. */
abstract class MarkingStage {
    private final MarkingBundle bundle;
    private final StageContext context;
    private final AtomicInteger closings = new AtomicInteger();
    private final Map<Integer, StackPolicy> policies = new HashMap<>();
    private final TreeMap<String, Integer> ports = new TreeMap<>();
    private final Map<Integer, String> names = new HashMap<>();
    // frames of each port
    private final Map<String, Long> met = new ConcurrentHashMap<>();

    MarkingStage(final MarkingBundle bundle, final StageContext context) {
        this.bundle = bundle;
        this.context = context;
    }

    String where() {
        return context.switchName();
    }

    int closings() {
        return closings.get();
    }

    void enter(final Fault fault) {
        if (closings.get() > 0) {
            bundle.complain("called after it was closed");
        }
        bundle.failIfArmed(fault, where());
    }

    public void portChanged(final StagePort port, final Object policy) {
        enter(Fault.PORT);
        policies.put(port.index(), policy == null ? StackPolicy.NONE : (StackPolicy) policy);
        ports.put(port.name(), port.index());
        names.put(port.index(), port.name());
    }

    public void portRemoved(final StagePort port) {
        enter(Fault.PORT);
        policies.remove(port.index());
        ports.remove(port.name());
        names.remove(port.index());
        met.remove(port.name());
    }

    public Optional<PortState> save(final StagePort port) {
        enter(Fault.SAVE);
        return Optional.ofNullable(met.get(port.name())).map(count -> new PortState(bundle.offer().version(),
                ByteBuffer.allocate(Long.BYTES).putLong(count).array()));
    }

    /** What a later version saved it does not understand. */
    public boolean restore(final StagePort port, final PortState state) {
        enter(Fault.RESTORE);
        if (state.version() > bundle.offer().version()) {
            return false;
        }
        met.merge(port.name(), ByteBuffer.wrap(state.data()).getLong(), Long::sum);
        return true;
    }

    Map<String, Long> met() {
        return met;
    }

    public void close() {
        if (closings.incrementAndGet() > 1) {
            bundle.complain("closed again");
        }
        bundle.failIfArmed(Fault.CLOSE);
    }

    /** Writes down that it met a frame; what it is told to do with it. */
    StackPolicy meet(final FrameBatch frames, final int frame) {
        final boolean out = frames.direction() == Direction.EGRESS;
        final int port = out ? frames.destinationPort(frame) : frames.sourcePort(frame);
        final StackPolicy policy = port == FrameBatch.NO_PORT ? StackPolicy.NONE : policies.get(port);
        if (port != FrameBatch.NO_PORT) {
            met.merge(names.get(port), 1L, Long::sum);
        }
        bundle.saw(new MarkingBundle.Visit(where(), number(frames, frame), frames.u8(frame, StackFrame.CLONED),
                frames.u8(frame, StackFrame.INJECTED), frames.direction(), out ? names.get(port) : "",
                bundle.offer().id(), bundle.offer().version(), policy.value()));
        return policy;
    }

    static int number(final FrameBatch frames, final int frame) {
        return frames.i32(frame, StackFrame.NUMBER);
    }

    int reason(final String rule, final String text) {
        return context.dropReason(rule, text);
    }

    StageContext context() {
        return context;
    }

    MarkingBundle bundle() {
        return bundle;
    }

    TreeMap<String, Integer> ports() {
        return ports;
    }

    /** Sees frames, and originates those that it is given. */
    static final class Capturing extends MarkingStage implements CapturingStage {
        private record Own(byte[] bytes, String port) {
        }

        private final Queue<Own> own = new ConcurrentLinkedQueue<>();
        private volatile boolean failing;

        Capturing(final MarkingBundle bundle, final StageContext context) {
            super(bundle, context);
        }

        /** Has it fail when it is asked to originate, which is soon. */
        void failSoon() {
            failing = true;
            context().originateSoon();
        }

        /** Has it originate a frame, at a port or at none. */
        void send(final byte[] bytes, final String port) {
            own.add(new Own(bytes, port));
            context().originateSoon();
        }

        @Override
        public void ingress(final FrameBatch frames) {
            enter(Fault.INGRESS);
            for (int k = 0; k < frames.live(); k++) {
                meet(frames, frames.frame(k));
            }
        }

        @Override
        public void originate(final OriginateActions actions) {
            enter(Fault.ORIGINATE);
            if (failing) {
                throw new IllegalStateException("planted in " + Fault.ORIGINATE);
            }
            for (Own next = own.poll(); next != null; next = own.poll()) {
                actions.send(MemorySegment.ofArray(next.bytes()), 0, next.bytes().length,
                        next.port().isEmpty() ? FrameBatch.NO_PORT : ports().get(next.port()), 0);
            }
        }

        @Override
        public void egress(final FrameBatch copies) {
            enter(Fault.EGRESS);
            for (int k = 0; k < copies.live(); k++) {
                meet(copies, copies.frame(k));
            }
        }
    }

    /** Does what policies say. */
    static final class Filtering extends MarkingStage implements FilteringStage {
        Filtering(final MarkingBundle bundle, final StageContext context) {
            super(bundle, context);
        }

        @Override
        public void ingress(final FrameBatch frames, final IngressActions actions) {
            if (bundle().isToFail(Fault.INGRESS_AFTER_CLONE)) {
                actions.cloneFrame(frames.frame(0));
                enter(Fault.INGRESS_AFTER_CLONE);
            }
            enter(Fault.INGRESS);
            for (int k = 0; k < frames.live(); k++) {
                final int frame = frames.frame(k);
                filter(frames, frame, actions, meet(frames, frame));
            }
        }

        private void filter(final FrameBatch frames, final int frame, final IngressActions actions,
                final StackPolicy policy) {
            final int number = number(frames, frame);
            if (StackPolicy.divides(policy.drop(), number)) {
                actions.drop(frame, reason("drop", "divided by " + policy.drop()));
                return;
            }
            final int marks = frames.u8(frame, StackFrame.MARKS);
            actions.setU8(frame, StackFrame.MARKS + 1 + marks,
                    StackFrame.mark(bundle().offer().id(), bundle().offer().version()));
            actions.setU8(frame, StackFrame.MARKS + 2 + marks, policy.value());
            actions.setU8(frame, StackFrame.MARKS, marks + 2);
            if (StackPolicy.divides(policy.rewrite(), number)) {
                actions.setDestinationMac(frame, -1);
            }
            final int bit = StackFrame.bit(bundle().offer().id());
            if (StackPolicy.divides(policy.twin(), number)) {
                final int clone = actions.cloneFrame(frame);
                actions.setU8(clone, StackFrame.CLONED, frames.u8(frame, StackFrame.CLONED) | bit);
            } else if (StackPolicy.divides(policy.inject(), number)) {
                inject(frames, frame, actions, bit);
            }
        }

        private static void inject(final FrameBatch frames, final int frame, final IngressActions actions,
                final int bit) {
            final byte[] bytes = new byte[StackFrame.LENGTH];
            frames.copy(frame, 0, StackFrame.MARKS, MemorySegment.ofArray(bytes), 0);
            final int port = StackFrame.isAnsweredFromNowhere(number(frames, frame)) ? FrameBatch.NO_PORT
                    : frames.sourcePort(frame);
            StackFrame.station(bytes, 0, StackFrame.BROADCAST);
            if (port == FrameBatch.NO_PORT) {
                StackFrame.station(bytes, 6, StackFrame.TRUSTED);
            }
            bytes[StackFrame.INJECTED] |= (byte) bit;
            actions.inject(frame, MemorySegment.ofArray(bytes), 0, bytes.length, port, 0);
        }

        @Override
        public void egress(final FrameBatch copies, final EgressActions actions) {
            enter(Fault.EGRESS);
            for (int k = 0; k < copies.live(); k++) {
                final int copy = copies.frame(k);
                final StackPolicy policy = meet(copies, copy);
                if (StackPolicy.divides(policy.exclude(), number(copies, copy))) {
                    actions.drop(copy, reason("exclude", "divided by " + policy.exclude()));
                }
            }
        }
    }

    /** Chooses by a frame's number. */
    static final class Forwarding extends MarkingStage implements ForwardingStage {
        Forwarding(final MarkingBundle bundle, final StageContext context) {
            super(bundle, context);
        }

        @Override
        public void forward(final FrameBatch frames, final ForwardActions actions) {
            enter(Fault.FORWARD);
            for (int k = 0; k < frames.live(); k++) {
                final int frame = frames.frame(k);
                meet(frames, frame);
                final int number = number(frames, frame);
                if (StackPolicy.isRefused(number)) {
                    actions.drop(frame, reason("choice", "refused by number"));
                } else if (StackPolicy.isFlooded(number)) {
                    actions.flood(frame);
                } else {
                    StackPolicy.chosen(number, List.copyOf(ports().keySet())).forEach(name ->
                            actions.to(frame, ports().get(name)));
                }
            }
        }
    }
}
