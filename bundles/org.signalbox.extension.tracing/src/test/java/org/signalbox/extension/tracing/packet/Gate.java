package org.signalbox.extension.tracing.packet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.schema.Default;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/** Drops what comes from a port, or goes there, by a policy with a shape of its own; it says no rule of it. */
final class Gate implements FilteringExtension {
    /** When a gate is shut. */
    public enum Mode {
        OPEN, IN, OUT
    }

    /** Shuts for a protocol. */
    public record Bar(int protocol, @Default("false") boolean lifted) {
    }

    /** Of a port. */
    public record Policy(@Default("open") Mode mode, @Default("false") boolean shut, @Default("[]") List<Bar> bars,
            @Default("{}") Map<String, Bar> named, Optional<Integer> least) {
    }

    /** Of a switch. */
    public record Whole(@Default("false") boolean shut, @Default("[]") List<Bar> bars) {
    }

    @Override
    public Optional<Class<? extends Record>> portPolicy() {
        return Optional.of(Policy.class);
    }

    @Override
    public Optional<Class<? extends Record>> switchPolicy() {
        return Optional.of(Whole.class);
    }

    @Override
    public boolean isStateless() {
        return true;
    }

    @Override
    public FilteringStage create(StageContext context) {
        final int reason = context.dropReason("", "the gate is shut");
        return new FilteringStage() {
            private final Map<Integer, Policy> policies = new HashMap<>();
            private Whole whole;

            @Override
            public void portChanged(StagePort port, Object policy) {
                policies.put(port.index(), (Policy) policy);
            }

            @Override
            public void switchPolicyChanged(Object policy) {
                whole = (Whole) policy;
            }

            private boolean isShut(FrameBatch frames, int frame, int port, Mode way) {
                final int protocol = frames.ipVersion(frame) == 4 ? frames.u8(frame, 23) : -1;
                final Policy policy = policies.get(port);
                return whole != null && (whole.shut() || isBarred(whole.bars(), protocol))
                        || policy != null && (policy.shut() || policy.mode() == way || isBarred(policy.bars(), protocol)
                                || isBarred(List.copyOf(policy.named().values()), protocol)
                                || policy.least().map(least -> frames.length(frame) < least).orElse(false));
            }

            private static boolean isBarred(List<Bar> bars, int protocol) {
                return bars.stream().anyMatch(bar -> bar.protocol() == protocol && !bar.lifted());
            }

            @Override
            public void ingress(FrameBatch frames, IngressActions actions) {
                for (int k = 0; k < frames.live(); k++) {
                    final int frame = frames.frame(k);
                    actions.judge(frame, isShut(frames, frame, frames.sourcePort(frame), Mode.IN) ? reason : -1);
                }
            }

            @Override
            public void egress(FrameBatch copies, EgressActions actions) {
                for (int k = 0; k < copies.live(); k++) {
                    final int copy = copies.frame(k);
                    actions.judge(copy, isShut(copies, copy, copies.destinationPort(copy), Mode.OUT) ? reason : -1);
                }
            }
        };
    }
}
