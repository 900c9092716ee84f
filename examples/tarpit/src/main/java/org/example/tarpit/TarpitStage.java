package org.example.tarpit;

import java.util.Arrays;
import java.util.BitSet;

import org.signalbox.frame.IpProtocol;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/** The tarpits of one switch. */
final class TarpitStage implements FilteringStage {
    private final int held;
    private final TcpAnswer answer = new TcpAnswer();
    // by index of the port where frames enter
    private BitSet[] pits = {};

    TarpitStage(final StageContext context) {
        held = context.dropReason("tarpit", "held by the tarpit");
    }

    @Override
    public void portChanged(final StagePort port, final Object policy) {
        if (port.index() >= pits.length) {
            pits = Arrays.copyOf(pits, port.index() + 1);
        }
        pits[port.index()] = (BitSet) policy;
    }

    @Override
    public void portRemoved(final StagePort port) {
        pits[port.index()] = null;
    }

    @Override
    public void ingress(final FrameBatch frames, final IngressActions actions) {
        for (int k = 0; k < frames.live(); k++) {
            final int frame = frames.frame(k);
            final int port = frames.sourcePort(frame);
            final BitSet pit = port == FrameBatch.NO_PORT ? null : pits[port];
            if (pit != null && isTcp(frames, frame) && pit.get(frames.transportDestination(frame))) {
                hold(frames, frame, actions);
            }
        }
    }

    private static boolean isTcp(final FrameBatch frames, final int frame) {
        return frames.ipProtocol(frame) == IpProtocol.TCP && frames.transportOffset(frame) >= 0;
    }

    /** Answers a segment where it asks for that. It goes no further in any case. */
    private void hold(final FrameBatch frames, final int frame, final IngressActions actions) {
        final int length = answer.to(frames, frame);
        if (length > 0) {
            final int made = actions.inject(frame, answer.memory(), 0, length, FrameBatch.NO_PORT,
                    frames.vlan(frame));
            if (made >= 0) {
                frames.because(made, "tarpit", "a window of zero");
            }
        }
        actions.drop(frame, held);
    }
}
