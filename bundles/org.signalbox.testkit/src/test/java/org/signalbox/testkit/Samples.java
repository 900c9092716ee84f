package org.signalbox.testkit;

import java.util.Optional;

import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;
import org.signalbox.vswitch.extension.CapturingExtension;
import org.signalbox.vswitch.extension.CapturingStage;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.ForwardActions;
import org.signalbox.vswitch.extension.ForwardingExtension;
import org.signalbox.vswitch.extension.ForwardingStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.PortState;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/** An extension of each kind. */
final class Samples {
    private Samples() {
    }

    /** Counts what it sees. */
    static final class Meter implements CapturingExtension {
        int frames;
        int copies;
        long lastNanos;
        boolean closed;

        @Override
        public CapturingStage create(final StageContext context) {
            return new CapturingStage() {
                @Override
                public void ingress(final FrameBatch batch) {
                    frames += batch.live();
                    lastNanos = batch.timeNanos(batch.frame(batch.live() - 1));
                }

                @Override
                public void egress(final FrameBatch batch) {
                    copies += batch.live();
                }

                @Override
                public void close() {
                    closed = true;
                }
            };
        }
    }

    /** Drops frames longer than a limit: of the switch, and of a port. */
    static final class Limit implements FilteringExtension {
        /** Of a port. */
        record Port(@Doc("Longest frame in bytes.") @Range(min = 14, max = 65_535) int longest) {
        }

        /** Of a switch. */
        record Whole(@Doc("Longest frame in bytes.") @Range(min = 14, max = 65_535) int longest) {
        }

        @Override
        public Optional<Class<? extends Record>> portPolicy() {
            return Optional.of(Port.class);
        }

        @Override
        public Optional<Class<? extends Record>> switchPolicy() {
            return Optional.of(Whole.class);
        }

        @Override
        public FilteringStage create(final StageContext context) {
            final int received = context.dropReason("longest", "too long");
            final int sent = context.dropReason("whole", "too long for the switch");
            return new FilteringStage() {
                private final int[] ports = new int[8];
                private int whole = Integer.MAX_VALUE;

                @Override
                public void portChanged(final StagePort port, final Object policy) {
                    ports[port.index()] = policy == null ? Integer.MAX_VALUE : ((Port) policy).longest();
                }

                @Override
                public void switchPolicyChanged(final Object policy) {
                    whole = policy == null ? Integer.MAX_VALUE : ((Whole) policy).longest();
                }

                @Override
                public void ingress(final FrameBatch frames, final IngressActions actions) {
                    for (int k = 0; k < frames.live(); k++) {
                        final int frame = frames.frame(k);
                        if (frames.length(frame) > ports[frames.sourcePort(frame)]) {
                            actions.drop(frame, received);
                        }
                    }
                }

                @Override
                public void egress(final FrameBatch copies, final EgressActions actions) {
                    for (int k = 0; k < copies.live(); k++) {
                        final int copy = copies.frame(k);
                        if (copies.length(copy) > whole) {
                            actions.drop(copy, sent);
                        }
                    }
                }
            };
        }
    }

    /** Lets some frames of each port pass, and remembers how many were. */
    static final class Quota implements FilteringExtension {
        private final int most;
        private final int version;

        /** @param version of the state that it understands */
        Quota(final int most, final int version) {
            this.most = most;
            this.version = version;
        }

        @Override
        public FilteringStage create(final StageContext context) {
            final int reason = context.dropReason("quota", "used up");
            return new FilteringStage() {
                private final int[] passed = new int[8];

                @Override
                public void ingress(final FrameBatch frames, final IngressActions actions) {
                    for (int k = 0; k < frames.live(); k++) {
                        final int frame = frames.frame(k);
                        if (passed[frames.sourcePort(frame)]++ < most) {
                            frames.because(frame, "left", "there is some left");
                        } else {
                            actions.drop(frame, reason);
                        }
                    }
                }

                @Override
                public Optional<PortState> save(final StagePort port) {
                    return Optional.of(new PortState(version, new byte[] {(byte) passed[port.index()]}));
                }

                @Override
                public boolean restore(final StagePort port, final PortState state) {
                    if (state.version() != version) {
                        return false;
                    }
                    passed[port.index()] += state.data()[0];
                    return true;
                }
            };
        }
    }

    /** Sends all to the last of three ports. */
    static final class Sink implements ForwardingExtension {
        @Override
        public ForwardingStage create(final StageContext context) {
            return (frames, actions) -> sink(frames, actions);
        }

        private static void sink(final FrameBatch frames, final ForwardActions actions) {
            for (int k = 0; k < frames.live(); k++) {
                actions.to(frames.frame(k), 2);
            }
        }
    }
}
