package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntUnaryOperator;

import org.signalbox.frame.IpAddress;
import org.signalbox.frame.IpPrefix;
import org.signalbox.frame.IpProtocol;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/**
 * A filtering extension whose policy is a number, from which follows at random what it looks at in frames and what it
 * does then: lets them pass, drops them, counts a rule. One of a kind that remembers also drops every third frame that
 * it looked at so, one that writes changes a byte, or makes a frame.
 */
final class Whims implements FilteringExtension {
    /** What its stages do besides. */
    enum Nature {
        /** What follows from a frame alone. */
        STATELESS,
        /** The same, and it says of some frames that they are to be shown to it again and again. */
        SOMETIMES,
        /** It drops every third frame of some, and says nothing of it. */
        REMEMBERS,
        /** It changes or doubles some frames, by what they are alone. */
        WRITES,
        /** It changes or doubles every third frame of some. */
        REMEMBERS_AND_WRITES
    }

    /** Of a port. */
    public record Policy(@Doc("What all follows from.") int seed) {
    }

    private static final int SEVEN = 7;

    private final Nature nature;
    private long shownOnIngress;
    private long shownOnEgress;

    Whims(final Nature nature) {
        this.nature = nature;
    }

    /** Frames that its stages were shown since this was asked last, and copies. */
    long[] takeShown() {
        final long[] shown = {shownOnIngress, shownOnEgress};
        shownOnIngress = 0;
        shownOnEgress = 0;
        return shown;
    }

    @Override
    public boolean isStateless() {
        return nature == Nature.STATELESS || nature == Nature.SOMETIMES || nature == Nature.WRITES;
    }

    @Override
    public Optional<Class<? extends Record>> portPolicy() {
        return Optional.of(Policy.class);
    }

    @Override
    public Object compile(final StageContext context, final StagePort port, final Record policy) {
        return whims(((Policy) policy).seed(), k -> context.dropReason("whim[" + k + "]", "it is of seed " + policy),
                k -> context.counter(port, "whim[" + k + "]", "looks at " + k + " of " + policy));
    }

    private static List<Whim> whims(final int seed, final IntUnaryOperator reason, final IntUnaryOperator counter) {
        final Random random = new Random(seed);
        final List<Whim> whims = new ArrayList<>();
        for (int k = 1 + random.nextInt(4); k > 0; k--) {
            whims.add(new Whim(random.nextInt(LOOKS.length), random.nextInt(), random.nextInt(2, 5),
                    random.nextInt(SEVEN), random.nextBoolean(), reason.applyAsInt(k), counter.applyAsInt(k)));
        }
        return whims;
    }

    /** A seed from which nothing is looked at but what flows are told by, and no frame dropped. */
    static int peaceful(final Random random) {
        int seed = random.nextInt();
        while (whims(seed, _ -> 0, _ -> 0).stream().anyMatch(whim -> whim.look >= FLOW_LOOKS || whim.effect < 2)) {
            seed = random.nextInt();
        }
        return seed;
    }

    @Override
    public FilteringStage create(final StageContext context) {
        return new Moody();
    }

    /**
     * If what it looks at falls into one of so many classes, the frame is counted, and the rest follows.
     *
     * @param effect 0 and 1: it is dropped; 2 and 3: what the extension's nature has; else nothing
     */
    private record Whim(int look, int salt, int classes, int effect, boolean onEgress, int reason, int counter) {
        private boolean takes(final FrameBatch frames, final int frame) {
            final int seen = LOOKS[look].look(frames, frame, salt);
            return Math.floorMod((seen ^ salt) * 0x9E37_79B9 >>> 8, classes) == 0;
        }
    }

    /** What is looked at, as a number. */
    private interface Look {
        int look(FrameBatch frames, int frame, int salt);
    }

    /** What flows are told by comes first: so many. */
    private static final int FLOW_LOOKS = 25;

    private static final Look[] LOOKS = {
        (frames, frame, _) -> frames.sourcePort(frame),
        (frames, frame, _) -> frames.destinationPort(frame),
        (frames, frame, _) -> frames.vlan(frame),
        (frames, frame, _) -> frames.priority(frame),
        (frames, frame, _) -> (int) frames.destinationMac(frame),
        (frames, frame, _) -> (int) frames.sourceMac(frame),
        (frames, frame, _) -> frames.etherType(frame),
        (frames, frame, _) -> frames.ipVersion(frame),
        (frames, frame, _) -> frames.ipProtocol(frame),
        (frames, frame, _) -> frames.networkOffset(frame),
        (frames, frame, _) -> frames.transportOffset(frame),
        (frames, frame, _) -> frames.isFragment(frame) ? 1 : 0,
        (frames, frame, _) -> frames.ipVersion(frame) == 4 ? frames.ipv4Source(frame) : 0,
        (frames, frame, _) -> frames.ipVersion(frame) == 4 ? frames.ipv4Destination(frame) : 0,
        (frames, frame, _) -> frames.ipVersion(frame) == 6 ? (int) frames.ipv6SourceLow(frame) : 0,
        (frames, frame, _) -> frames.ipVersion(frame) == 6 ? (int) frames.ipv6DestinationLow(frame) : 0,
        (frames, frame, _) -> frames.ipVersion(frame) == 6 ? (int) (frames.ipv6SourceHigh(frame)
                ^ frames.ipv6DestinationHigh(frame)) : 0,
        (frames, frame, salt) -> frames.ipSourceIn(frame, v4(salt, frames)) ? 1 : 0,
        (frames, frame, salt) -> frames.ipDestinationIn(frame, v4(salt, frames)) ? 1 : 0,
        (frames, frame, salt) -> frames.ipSourceIn(frame, v6(salt)) ? 1 : 0,
        (frames, frame, salt) -> frames.ipDestinationIn(frame, v6(salt)) ? 1 : 0,
        (frames, frame, _) -> transport(frames, frame, at -> frames.transportSource(frame)),
        (frames, frame, _) -> transport(frames, frame, at -> frames.transportDestination(frame)),
        (frames, frame, _) -> frames.ipProtocol(frame) == IpProtocol.TCP
                ? transport(frames, frame, at -> frames.u8(frame, at + 13)) : 0,
        (frames, frame, _) -> frames.ipProtocol(frame) == IpProtocol.ICMP
                ? transport(frames, frame, at -> frames.u16(frame, at)) : 0,
        (frames, frame, salt) -> frames.u8(frame, (salt >>> 3) % 14),
        (frames, frame, salt) -> frames.length(frame) > 60 ? frames.u8(frame, (salt >>> 3) % 60) : 0,
        (frames, frame, _) -> frames.networkOffset(frame) == 14 && frames.ipVersion(frame) == 4
                ? frames.u8(frame, 22) : 0,
        (frames, frame, _) -> frames.networkOffset(frame) == 14 && frames.ipVersion(frame) == 4
                ? frames.u16(frame, 14) : 0,
        (frames, frame, _) -> frames.ipVersion(frame) == 6 ? frames.i32(frame, frames.networkOffset(frame)) : 0,
        (frames, frame, _) -> frames.length(frame),
        (frames, frame, _) -> (int) (frames.timeNanos(frame) / 1_000),
        (frames, frame, _) -> frames.isChecksumPending(frame) ? 1 : 0,
        (frames, frame, _) -> frames.segmentSize(frame),
    };

    private static int transport(final FrameBatch frames, final int frame, final IntUnaryOperator look) {
        final int at = frames.transportOffset(frame);
        return at < 0 ? -1 : look.applyAsInt(at);
    }

    private static IpPrefix v4(final int salt, final FrameBatch frames) {
        final int length = 22 + Math.floorMod(salt, 11);
        return new IpPrefix(IpAddress.ofV4((0x0A00_0000 | salt >>> 20 & 0xF) & -1 << 32 - length), length);
    }

    private static IpPrefix v6(final int salt) {
        final int length = 113 + Math.floorMod(salt, 15);
        return new IpPrefix(IpAddress.ofV6(0x2001_0DB8L << 32, (salt >>> 20 & 0xF) & -1L << 128 - length), length);
    }

    private final class Moody implements FilteringStage {
        private final List<List<Whim>> byPort = new ArrayList<>();
        private int calls;

        @Override
        @SuppressWarnings("unchecked")
        public void portChanged(final StagePort port, final Object policy) {
            while (byPort.size() <= port.index()) {
                byPort.add(List.of());
            }
            byPort.set(port.index(), policy == null ? List.of() : (List<Whim>) policy);
        }

        @Override
        public void ingress(final FrameBatch frames, final IngressActions actions) {
            shownOnIngress += frames.live();
            for (int k = 0; k < frames.live(); k++) {
                final int frame = frames.frame(k);
                final int port = frames.sourcePort(frame);
                final Whim whim = port < 0 ? null : first(frames, frame, port, false);
                if (whim != null && whim.effect < 2) {
                    actions.drop(frame, whim.reason);
                } else if (whim != null && whim.effect < 4) {
                    switch (nature) {
                        case STATELESS -> { }
                        case SOMETIMES, REMEMBERS -> third(frames, frame, () -> actions.drop(frame, whim.reason));
                        case WRITES -> write(frames, frame, actions, whim.salt);
                        case REMEMBERS_AND_WRITES ->
                                third(frames, frame, () -> write(frames, frame, actions, whim.salt));
                    }
                }
            }
        }

        @Override
        public void egress(final FrameBatch copies, final EgressActions actions) {
            shownOnEgress += copies.live();
            for (int k = 0; k < copies.live(); k++) {
                final int copy = copies.frame(k);
                final Whim whim = first(copies, copy, copies.destinationPort(copy), true);
                if (whim != null && whim.effect < 2) {
                    actions.drop(copy, whim.reason);
                } else if (whim != null && whim.effect < 4 && nature != Nature.STATELESS && nature != Nature.WRITES) {
                    third(copies, copy, () -> actions.drop(copy, whim.reason));
                }
            }
        }

        private Whim first(final FrameBatch frames, final int frame, final int port, final boolean egress) {
            for (final Whim whim : byPort.get(port)) {
                if (whim.onEgress == egress && whim.takes(frames, frame)) {
                    frames.count(frame, whim.counter);
                    return whim;
                }
            }
            return null;
        }

        private void third(final FrameBatch frames, final int frame, final Runnable then) {
            frames.askAgain(frame);
            if (++calls % 3 == 0) {
                then.run();
            }
        }

        private void write(final FrameBatch frames, final int frame, final IngressActions actions, final int salt) {
            switch (Math.floorMod(salt, 4)) {
                case 0 -> actions.setU8(frame, 6, 0x02 | frames.u8(frame, 6) & 0xF0);
                case 1 -> actions.setU8(frame, frames.length(frame) - 1, salt >>> 4);
                case 2 -> actions.cloneFrame(frame);
                default -> actions.setDestinationMac(frame, frames.destinationMac(frame) ^ 1);
            }
        }
    }
}
