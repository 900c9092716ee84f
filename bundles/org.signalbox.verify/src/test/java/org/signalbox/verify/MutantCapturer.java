package org.signalbox.verify;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.ThreadLocalRandom;

import org.signalbox.vswitch.extension.CapturingExtension;
import org.signalbox.vswitch.extension.CapturingStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.OriginateActions;
import org.signalbox.vswitch.extension.StageContext;

/** Counts frames, and says hello at the first port after every hundredth. */
final class MutantCapturer implements CapturingExtension {
    /** What is wrong with it; the line that finds it. */
    enum Flaw {
        NONE(""),
        FILLS_THE_ROOM("limits of its kind"),
        SENDS_FOR_NO_REASON("limits of its kind"),
        SENDS_INTO_ANOTHER_VLAN("limits of its kind"),
        SENDS_BY_CHANCE("determinism"),
        CLAIMS_TO_BE_STATELESS("honesty"),
        READS_BEYOND_ON_EGRESS("hostile frames");

        final String line;

        Flaw(final String line) {
            this.line = line;
        }
    }

    private static final byte[] HELLO = {-1, -1, -1, -1, -1, -1, 2, 0, 0, 0, 0, 9, 8, 0, 1, 2, 3, 4};
    private static final int EVERY = 100;
    /** One call in so many sends. */
    private static final int CHANCE = 8;

    private final Flaw flaw;

    MutantCapturer(final Flaw flaw) {
        this.flaw = flaw;
    }

    @Override
    public boolean isStateless() {
        return flaw == Flaw.CLAIMS_TO_BE_STATELESS;
    }

    @Override
    public CapturingStage create(final StageContext context) {
        return new Capturer();
    }

    private final class Capturer implements CapturingStage {
        private int seen;
        private int told;

        @Override
        public void ingress(final FrameBatch frames) {
            seen += frames.live();
        }

        @Override
        public void originate(final OriginateActions actions) {
            final int vlan = flaw == Flaw.SENDS_INTO_ANOTHER_VLAN ? Lab.VLAN : 0;
            boolean room = flaw != Flaw.SENDS_BY_CHANCE || ThreadLocalRandom.current().nextInt(CHANCE) == 0;
            while (room && isDue()) {
                told++;
                room = actions.send(MemorySegment.ofArray(HELLO), 0, HELLO.length, Lab.A, vlan)
                        && flaw != Flaw.SENDS_BY_CHANCE;
            }
            if (flaw == Flaw.SENDS_FOR_NO_REASON) {
                actions.send(MemorySegment.ofArray(HELLO), 0, HELLO.length, Lab.A, vlan);
                actions.send(MemorySegment.ofArray(HELLO), 0, HELLO.length, Lab.A, vlan);
            }
        }

        private boolean isDue() {
            return switch (flaw) {
                case FILLS_THE_ROOM -> seen > 0;
                case SENDS_BY_CHANCE -> true;
                default -> told < seen / EVERY;
            };
        }

        @Override
        public void egress(final FrameBatch copies) {
            for (int k = 0; k < copies.live(); k++) {
                if (flaw == Flaw.READS_BEYOND_ON_EGRESS) {
                    copies.u16(copies.frame(k), 16);
                }
            }
        }
    }
}
