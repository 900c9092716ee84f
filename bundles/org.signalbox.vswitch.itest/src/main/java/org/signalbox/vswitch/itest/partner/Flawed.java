package org.signalbox.vswitch.itest.partner;

import java.util.Optional;

import org.osgi.framework.BundleContext;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.PortState;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/** An extension with the one flaw that a header of its bundle names; without it, one that says why frames pass. */
public final class Flawed implements FilteringExtension {
    /** The header. */
    public static final String FLAW = "Test-Flaw";
    /** The system property, with a number behind it, that holds on to each instance of one that is held. */
    public static final String HELD = "org.signalbox.test.held.";

    private static final int EVERY = 10;

    private final String flaw;

    /** @param context of its bundle */
    public Flawed(final BundleContext context) {
        this.flaw = Optional.ofNullable(context.getBundle().getHeaders("").get(FLAW)).orElse("none");
        if (flaw.equals("held by others")) {
            System.getProperties().put(HELD + context.getBundle().getBundleId(), this);
        }
    }

    @Override
    public FilteringStage create(final StageContext context) {
        return new FlawedStage(context.dropReason("test", "as a test wants it"));
    }

    private final class FlawedStage implements FilteringStage {
        private static volatile byte[] waste;

        private final int reason;
        private int seen;

        FlawedStage(final int reason) {
            this.reason = reason;
        }

        @Override
        public void ingress(final FrameBatch frames, final IngressActions actions) {
            for (int k = 0; k < frames.live(); k++) {
                final int frame = frames.frame(k);
                switch (flaw) {
                    case "drops without words" -> {
                        if (++seen % EVERY == 0) {
                            actions.drop(frame, Integer.MAX_VALUE);
                        }
                    }
                    case "drops by the clock" -> {
                        if (System.nanoTime() / 1_000 % EVERY == 0) {
                            actions.drop(frame, reason);
                        }
                    }
                    case "allocates" -> waste = new byte[256];
                    default -> frames.because(frame, "test", "as a test wants it");
                }
            }
        }

        @Override
        public Optional<PortState> save(final StagePort port) {
            return flaw.equals("forgets") ? Optional.of(new PortState(1, new byte[4])) : Optional.empty();
        }
    }
}
