package org.signalbox.extension.filtering;

import java.util.Arrays;

import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.StagePort;

/**
 * Port access lists at work on one switch: what a machine sends is judged on ingress at its port, what is for it on
 * egress. What the machine's peers may is what most lists say: they are the destinations on ingress, the sources on
 * egress. Frames that an extension made, without a source port, are trusted and pass.
 */
final class AclStage implements FilteringStage {

    private AccessList[] inbound = new AccessList[16];
    private AccessList[] outbound = new AccessList[16];
    private int listsInbound;
    private int listsOutbound;

    @Override
    public void portChanged(final StagePort port, final Object policy) {
        final PortAccess access = policy == null ? new PortAccess(null, null) : (PortAccess) policy;
        final int index = port.index();
        if (index >= inbound.length) {
            inbound = Arrays.copyOf(inbound, 2 * index);
            outbound = Arrays.copyOf(outbound, 2 * index);
        }
        place(index, access.inbound(), access.outbound());
    }

    @Override
    public void portRemoved(final StagePort port) {
        place(port.index(), null, null);
    }

    private void place(final int port, final AccessList in, final AccessList out) {
        listsInbound += count(in) - count(inbound[port]);
        listsOutbound += count(out) - count(outbound[port]);
        inbound[port] = in;
        outbound[port] = out;
    }

    private static int count(final AccessList list) {
        return list == null ? 0 : 1;
    }

    @Override
    public void ingress(final FrameBatch frames, final IngressActions actions) {
        if (frames.isRecorded()) {
            explain(frames, outbound, false);
        }
        if (listsOutbound == 0) {
            return;
        }
        final AccessList[] lists = outbound;
        for (int k = 0; k < frames.live(); k++) {
            final int frame = frames.frame(k);
            final int source = frames.sourcePort(frame);
            final AccessList list = source < 0 ? null : lists[source];
            if (list != null) {
                actions.judge(frame, list.judgeByDestination(frames, frame));
            }
        }
    }

    @Override
    public void egress(final FrameBatch copies, final EgressActions actions) {
        if (copies.isRecorded()) {
            explain(copies, inbound, true);
        }
        if (listsInbound == 0) {
            return;
        }
        final AccessList[] lists = inbound;
        for (int k = 0; k < copies.live(); k++) {
            final int copy = copies.frame(k);
            final AccessList list = copies.sourcePort(copy) < 0 ? null : lists[copies.destinationPort(copy)];
            if (list != null) {
                actions.judge(copy, list.judgeBySource(copies, copy));
            }
        }
    }

    /** Says for all frames why they pass, if they do. Apart from the judging, which is not to pay for it. */
    private static void explain(final FrameBatch frames, final AccessList[] lists, final boolean egress) {
        for (int k = 0; k < frames.live(); k++) {
            final int frame = frames.frame(k);
            final int source = frames.sourcePort(frame);
            final AccessList list = source < 0 ? null : lists[egress ? frames.destinationPort(frame) : source];
            if (list != null) {
                list.explain(frames, frame);
            } else {
                frames.because(frame, "acl", source < 0 ? "trusted, since it has no source port"
                        : "no entries for what is " + (egress ? "for" : "from") + " this port");
            }
        }
    }
}
