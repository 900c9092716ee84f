package org.signalbox.verify;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

import org.signalbox.frame.IpProtocol;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.PortState;
import org.signalbox.vswitch.extension.PortStep;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/**
 * A filter that drops UDP to a port of its policy and counts what it dropped, which it saves. Without a flaw it is
 * sound; each flaw is one that a hand might make.
 */
final class Mutant implements FilteringExtension {
    /** The policy. */
    public record Limit(@Doc("Destination port to drop.") @Range(min = 0, max = 65_535) int port) {
    }

    /** What is wrong with it; the line that finds it. */
    enum Flaw {
        NONE(""),
        READS_BEYOND_ON_EGRESS("hostile frames"),
        DROPS_UNDER_A_NUMBER_OF_ITS_OWN("conservation of frames"),
        DROPS_WITHOUT_A_NUMBER("conservation of frames"),
        KEEPS_ACTIONS("conservation of frames"),
        INJECTS_INTO_ANOTHER_VLAN("limits of its kind"),
        MAKES_TOO_MANY("limits of its kind"),
        CHECKSUM_NOT_UPDATED("bytes and checksums"),
        DECIDES_BY_CHANCE("determinism"),
        DECIDES_BY_THE_CLOCK("determinism"),
        DECIDES_BY_THE_BATCH("determinism"),
        DECIDES_BY_WHO_LOOKS_ON("determinism"),
        LIES_ABOUT_TIME("honesty"),
        LIES_ABOUT_STATE("honesty"),
        NAMES_EVERY_FRAME("reasons"),
        TELLS_EVERY_ADDRESS("reasons"),
        SHARES_STATE("switches apart"),
        FORGETS_NO_POLICY("ports and policies"),
        FORGETS_NO_PORT("ports and policies"),
        THROWS_WHEN_CLOSED("ports and policies"),
        CLOSES_ONCE("ports and policies"),
        SAVING_CHANGES("state"),
        RESTORES_NOTHING("state"),
        RESTORE_THROWS("state"),
        TAKES_ANY_VERSION("state"),
        ALLOCATES("cost"),
        SLEEPS("cost"),
        KEEPS_FRAMES("cost"),
        RUNS_BEFORE_ITSELF("declarations"),
        VETO_THROWS("declarations"),
        CHANGES_ITS_MIND("declarations");

        final String line;

        Flaw(final String line) {
            this.line = line;
        }
    }

    private static int shared;

    private static final int EVERY = 10;

    private final Flaw flaw;
    private int asked;

    Mutant(final Flaw flaw) {
        this.flaw = flaw;
    }

    @Override
    public Optional<Class<? extends Record>> portPolicy() {
        return Optional.of(Limit.class);
    }

    @Override
    public Set<String> runsBefore() {
        return flaw == Flaw.RUNS_BEFORE_ITSELF ? Set.of(Behaviour.ID)
                : flaw == Flaw.CHANGES_ITS_MIND ? Set.of("other" + asked++) : Set.of();
    }

    @Override
    public boolean isStateless() {
        return flaw == Flaw.LIES_ABOUT_STATE || flaw == Flaw.LIES_ABOUT_TIME;
    }

    @Override
    public Optional<String> veto(final PortStep step, final String switchName,
            final StagePort port) {
        if (flaw == Flaw.VETO_THROWS) {
            throw new IllegalStateException("no port of index " + port.index());
        }
        return Optional.empty();
    }

    @Override
    public FilteringStage create(final StageContext context) {
        return new Filter(context);
    }

    private final class Filter implements FilteringStage {
        private final Limit[] limits = new Limit[8];
        private final int[] dropped = new int[8];
        private final List<byte[]> kept = new ArrayList<>();
        private final Random random = new Random();
        private final MemorySegment memory = MemorySegment.ofArray(new byte[1 << 14]);
        private final StageContext context;
        private final int reason;
        private IngressActions keptActions;
        private long seen;
        private boolean closed;
        private volatile byte[] waste;

        Filter(final StageContext context) {
            this.context = context;
            this.reason = context.dropReason("limit", "its port is not let in");
            shared = 0;
        }

        @Override
        public void portChanged(final StagePort port, final Object policy) {
            if (policy != null || flaw != Flaw.FORGETS_NO_POLICY) {
                limits[port.index()] = (Limit) policy;
            }
        }

        @Override
        public void portRemoved(final StagePort port) {
            limits[port.index()] = null;
            if (flaw != Flaw.FORGETS_NO_PORT) {
                dropped[port.index()] = 0;
            }
        }

        @Override
        public void ingress(final FrameBatch frames, final IngressActions actions) {
            final int count = frames.live();
            for (int k = 0; k < count; k++) {
                final int frame = frames.frame(k);
                seen++;
                mutate(frames, frame, actions, k);
                final int port = frames.sourcePort(frame);
                if (port >= 0 && limits[port] != null && frames.ipProtocol(frame) == IpProtocol.UDP
                        && frames.transportOffset(frame) >= 0
                        && frames.transportOffset(frame) + 4 <= frames.length(frame)
                        && frames.transportDestination(frame) == limits[port].port()) {
                    if (flaw != Flaw.FORGETS_NO_PORT || dropped[port] < 150) {
                        actions.drop(frame, reason);
                    }
                    dropped[port]++;
                }
            }
            keptActions = actions;
        }

        private void mutate(final FrameBatch frames, final int frame, final IngressActions actions, final int k) {
            switch (flaw) {
                case DROPS_UNDER_A_NUMBER_OF_ITS_OWN -> dropEvery(actions, frame, 4_711);
                case DROPS_WITHOUT_A_NUMBER -> dropEvery(actions, frame, -1);
                case INJECTS_INTO_ANOTHER_VLAN -> inject(frames, frame, actions, 1, frames.vlan(frame) == 0 ? 10 : 0);
                case MAKES_TOO_MANY -> inject(frames, frame, actions, 12, frames.vlan(frame));
                case CHECKSUM_NOT_UPDATED -> {
                    if (frames.ipVersion(frame) == 4) {
                        actions.setU8(frame, frames.networkOffset(frame) + 8, 1);
                    }
                }
                case DECIDES_BY_CHANCE -> actions.judge(frame, random.nextInt(EVERY) == 0 ? reason : -1);
                case DECIDES_BY_THE_CLOCK -> actions.judge(frame, System.nanoTime() / 1_000 % 2 == 0 ? reason : -1);
                case DECIDES_BY_THE_BATCH -> actions.judge(frame, k == 3 ? reason : -1);
                case DECIDES_BY_WHO_LOOKS_ON -> actions.judge(frame, frames.isRecorded() ? -1 : reason);
                case LIES_ABOUT_TIME -> actions.judge(frame, frames.timeNanos(frame) / 1_000 % 50 == 0 ? reason : -1);
                case LIES_ABOUT_STATE -> dropEvery(actions, frame, reason);
                case NAMES_EVERY_FRAME -> {
                    if (seen % EVERY == 0) {
                        actions.drop(frame, context.dropReason("number", "number " + seen));
                    }
                }
                case TELLS_EVERY_ADDRESS -> {
                    if (frames.isRecorded() && frames.length(frame) >= 14) {
                        frames.because(frame, "from", Long.toHexString(frames.sourceMac(frame)));
                    }
                }
                case SHARES_STATE -> actions.judge(frame, ++shared % EVERY == 0 ? reason : -1);
                case ALLOCATES -> waste = new byte[256];
                case SLEEPS -> LockSupport.parkNanos(seen % 64 == 0 ? 2_000_000 : 0);
                case KEEPS_FRAMES -> kept.add(new byte[8]);
                default -> {
                }
            }
        }

        private void dropEvery(final IngressActions actions, final int frame, final int number) {
            if (seen % EVERY == 0) {
                actions.drop(frame, number);
            }
        }

        private void inject(final FrameBatch frames, final int frame, final IngressActions actions, final int times,
                final int vlan) {
            if (frames.length(frame) >= 14 && seen % EVERY == 0 || times > 1) {
                frames.copy(frame, 0, 14, memory, 0);
                for (int i = 0; i < times; i++) {
                    actions.inject(frame, memory, 0, 14, frames.sourcePort(frame), vlan);
                }
            }
        }

        @Override
        public void egress(final FrameBatch copies, final EgressActions actions) {
            for (int k = 0; k < copies.live(); k++) {
                if (flaw == Flaw.READS_BEYOND_ON_EGRESS) {
                    copies.u8(copies.frame(k), 20);
                } else if (flaw == Flaw.KEEPS_ACTIONS) {
                    keptActions.setU8(copies.frame(k), 0, 2);
                }
            }
        }

        @Override
        public Optional<PortState> save(final StagePort port) {
            final byte count = (byte) dropped[port.index()];
            if (flaw == Flaw.SAVING_CHANGES) {
                dropped[port.index()]++;
            }
            return limits[port.index()] == null ? Optional.empty() : Optional.of(new PortState(2, new byte[] {count}));
        }

        @Override
        public boolean restore(final StagePort port, final PortState state) {
            if (flaw == Flaw.RESTORE_THROWS) {
                dropped[port.index()] += state.data()[0];
                return state.version() == 2;
            }
            if (state.version() != 2 && flaw != Flaw.TAKES_ANY_VERSION || state.size() != 1) {
                return false;
            }
            dropped[port.index()] += flaw == Flaw.RESTORES_NOTHING ? 0 : state.data()[0];
            return true;
        }

        @Override
        public void close() {
            if (flaw == Flaw.THROWS_WHEN_CLOSED || flaw == Flaw.CLOSES_ONCE && closed) {
                throw new IllegalStateException("closed");
            }
            closed = true;
        }
    }
}
