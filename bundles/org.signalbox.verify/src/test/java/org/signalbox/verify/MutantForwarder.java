package org.signalbox.verify;

import org.signalbox.vswitch.extension.ForwardActions;
import org.signalbox.vswitch.extension.ForwardingExtension;
import org.signalbox.vswitch.extension.ForwardingStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/** Sends frames to the port whose number their destination address has, and floods others. */
final class MutantForwarder implements ForwardingExtension {
    /** What is wrong with it; the line that finds it. */
    enum Flaw {
        NONE(""),
        BACK_TO_THE_SOURCE("limits of its kind"),
        TO_A_PORT_THAT_IS_NOT_THERE("limits of its kind"),
        NO_DECISION_ON_IPV6("limits of its kind"),
        TO_A_PORT_THAT_WENT("ports and policies"),
        READS_BEYOND("hostile frames");

        final String line;

        Flaw(final String line) {
            this.line = line;
        }
    }

    private final Flaw flaw;

    MutantForwarder(final Flaw flaw) {
        this.flaw = flaw;
    }

    @Override
    public boolean isStateless() {
        return true;
    }

    @Override
    public ForwardingStage create(final StageContext context) {
        return new Forwarder(context.dropReason("forwarder", "it is behind its source port"));
    }

    private final class Forwarder implements ForwardingStage {
        private final boolean[] there = new boolean[8];
        private final int reason;

        Forwarder(final int reason) {
            this.reason = reason;
        }

        @Override
        public void portChanged(final StagePort port, final Object policy) {
            there[port.index()] = true;
        }

        @Override
        public void portRemoved(final StagePort port) {
            there[port.index()] = flaw == Flaw.TO_A_PORT_THAT_WENT;
        }

        @Override
        public void forward(final FrameBatch frames, final ForwardActions actions) {
            for (int k = 0; k < frames.live(); k++) {
                final int frame = frames.frame(k);
                final int port = (int) (frames.destinationMac(frame) & 0x7) - 1;
                if (flaw == Flaw.READS_BEYOND && frames.u8(frame, 20) == 0 && frames.u8(frame, 21) == 1) {
                    actions.flood(frame);
                }
                if (flaw == Flaw.NO_DECISION_ON_IPV6 && frames.ipVersion(frame) == 6) {
                    continue;
                }
                if (flaw == Flaw.TO_A_PORT_THAT_IS_NOT_THERE && frames.length(frame) > 100) {
                    actions.to(frame, 7);
                } else if (port < 0 || !there[port]) {
                    actions.flood(frame);
                } else if (port == frames.sourcePort(frame)) {
                    actions.drop(frame, reason);
                } else {
                    actions.to(frame, port);
                    if (flaw == Flaw.BACK_TO_THE_SOURCE && frames.length(frame) > 100) {
                        actions.to(frame, frames.sourcePort(frame));
                    }
                }
            }
        }
    }
}
