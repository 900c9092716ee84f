package org.signalbox.vswitch.itest.partner;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

import org.osgi.framework.BundleContext;
import org.signalbox.frame.IpProtocol;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.PortState;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/** An extension with the one flaw that a header of its bundle names; without it, one that does nothing. */
public final class Flawed implements FilteringExtension {
    /** The header. */
    public static final String FLAW = "Test-Flaw";
    /** The system property, with a number behind it, that holds on to each instance of one that leaks. */
    public static final String HELD = "org.signalbox.test.held.";

    private static final int UDP_HEADER = 8;
    private static final int LONGEST_FRAME = 1 << 14;

    private final String flaw;

    /** @param context of its bundle */
    public Flawed(final BundleContext context) {
        this.flaw = Optional.ofNullable(context.getBundle().getHeaders("").get(FLAW)).orElse("none");
        if (flaw.equals("leaks")) {
            System.getProperties().put(HELD + context.getBundle().getBundleId(), this);
        }
    }

    @Override
    public FilteringStage create(final StageContext context) {
        return new FlawedStage(flaw, context.dropReason("test", "as a test wants it"));
    }

    /** Its stage. */
    static final class FlawedStage implements FilteringStage {
        private static volatile byte[] waste;

        private final String flaw;
        private final int reason;
        private final Random random = new Random();
        private final MemorySegment memory = MemorySegment.ofArray(new byte[LONGEST_FRAME]);
        private int held;

        FlawedStage(final String flaw, final int reason) {
            this.flaw = flaw;
            this.reason = reason;
        }

        @Override
        public void ingress(final FrameBatch frames, final IngressActions actions) {
            final int count = frames.live();
            for (int k = 0; k < count; k++) {
                final int frame = frames.frame(k);
                switch (flaw) {
                    case "throws" -> frames.u8(frame, 30);
                    case "hangs" -> hang();
                    case "drops without words" -> drop(frames, frame, actions, Integer.MAX_VALUE);
                    case "drops by chance" -> {
                        if (random.nextInt(10) == 0) {
                            actions.drop(frame, reason);
                        }
                    }
                    case "corrupts" -> corrupt(frames, frame, actions);
                    case "doubles" -> inject(frame, keep(frames, frame), frames, actions);
                    case "reorders" -> swap(frames, frame, actions);
                    case "allocates" -> waste = new byte[256];
                    default -> {
                    }
                }
            }
        }

        private static void hang() {
            try {
                new CountDownLatch(1).await();
            } catch (final InterruptedException end) {
                throw new IllegalStateException(end);
            }
        }

        private static void drop(final FrameBatch frames, final int frame, final IngressActions actions,
                final int number) {
            if (frames.ipProtocol(frame) == IpProtocol.UDP) {
                actions.drop(frame, number);
            }
        }

        private static void corrupt(final FrameBatch frames, final int frame, final IngressActions actions) {
            final int data = frames.transportOffset(frame) + UDP_HEADER;
            if (frames.ipProtocol(frame) == IpProtocol.UDP && data >= UDP_HEADER && data < frames.length(frame)) {
                actions.setU8(frame, data, ~frames.u8(frame, data));
            }
        }

        private int keep(final FrameBatch frames, final int frame) {
            frames.copy(frame, 0, frames.length(frame), memory, 0);
            return frames.length(frame);
        }

        private void inject(final int behind, final int length, final FrameBatch frames,
                final IngressActions actions) {
            actions.inject(behind, memory, 0, length, frames.sourcePort(behind), frames.vlan(behind));
        }

        /** Lets every second frame of a port go first. */
        private void swap(final FrameBatch frames, final int frame, final IngressActions actions) {
            if (frames.sourcePort(frame) != 0) {
                return;
            }
            if (held == 0) {
                held = keep(frames, frame);
                actions.drop(frame, reason);
            } else {
                inject(frame, held, frames, actions);
                held = 0;
            }
        }

        @Override
        public Optional<PortState> save(final StagePort port) {
            return flaw.equals("forgets") ? Optional.of(new PortState(1, new byte[4])) : Optional.empty();
        }
    }
}
