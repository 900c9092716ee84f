package org.signalbox.extension.filtering;

import java.util.Arrays;
import java.util.Optional;

import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.PortState;
import org.signalbox.vswitch.extension.StagePort;

/**
 * Port policies at work on one switch: what a machine sends is judged on ingress at its port, what is for it on egress.
 * Frames that an extension made, without a source port, are trusted and pass.
 */
final class FilterStage implements FilteringStage {

    private PortFilter[] filters = new PortFilter[16];
    // the same by direction, null where nothing is judged: a frame's way to them is short
    private PassFilter[] inbound = new PassFilter[16];
    private PassFilter[] outbound = new PassFilter[16];
    private int filtersInbound;
    private int filtersOutbound;

    @Override
    public void portChanged(final StagePort port, final Object policy) {
        final int index = port.index();
        if (index >= filters.length) {
            filters = Arrays.copyOf(filters, 2 * index);
            inbound = Arrays.copyOf(inbound, 2 * index);
            outbound = Arrays.copyOf(outbound, 2 * index);
        }
        final PortFilter filter = (PortFilter) policy;
        if (filter != null) {
            filter.begin(this, filters[index]);
        }
        place(index, filter);
    }

    @Override
    public void portRemoved(final StagePort port) {
        place(port.index(), null);
    }

    private void place(final int port, final PortFilter filter) {
        filters[port] = filter;
        final PassFilter in = filter == null ? null : filter.inbound();
        final PassFilter out = filter == null ? null : filter.outbound();
        filtersInbound += count(in) - count(inbound[port]);
        filtersOutbound += count(out) - count(outbound[port]);
        inbound[port] = in;
        outbound[port] = out;
    }

    private static int count(final PassFilter filter) {
        return filter == null ? 0 : 1;
    }

    @Override
    public Optional<PortState> save(final StagePort port) {
        return filters[port.index()] == null ? Optional.empty() : filters[port.index()].save(this);
    }

    @Override
    public boolean restore(final StagePort port, final PortState state) {
        return filters[port.index()] != null && filters[port.index()].restore(state);
    }

    @Override
    public void ingress(final FrameBatch frames, final IngressActions actions) {
        final boolean recorded = frames.isRecorded();
        if (filtersOutbound == 0 && !recorded) {
            return;
        }
        final PassFilter[] filters = outbound;
        for (int k = 0; k < frames.live(); k++) {
            final int frame = frames.frame(k);
            final int source = frames.sourcePort(frame);
            final PassFilter filter = source < 0 ? null : filters[source];
            if (filter != null) {
                final int said = filter.judge(frames, frame);
                actions.judge(frame, filter.reason(said));
                if (recorded) {
                    filter.explain(frames, frame, said);
                }
            } else if (recorded) {
                explain(frames, frame, source);
            }
        }
    }

    @Override
    public void egress(final FrameBatch copies, final EgressActions actions) {
        final boolean recorded = copies.isRecorded();
        if (filtersInbound == 0 && !recorded) {
            return;
        }
        final PassFilter[] filters = inbound;
        for (int k = 0; k < copies.live(); k++) {
            final int copy = copies.frame(k);
            final int source = copies.sourcePort(copy);
            final PassFilter filter = source < 0 ? null : filters[copies.destinationPort(copy)];
            if (filter != null) {
                final int said = filter.judge(copies, copy);
                actions.judge(copy, filter.reason(said));
                if (recorded) {
                    filter.explain(copies, copy, said);
                }
            } else if (recorded) {
                explain(copies, copy, source);
            }
        }
    }

    /** Says why a frame passes that no filter judges. */
    private static void explain(final FrameBatch frames, final int frame, final int source) {
        frames.because(frame, "acl", source < 0 ? "trusted, since it has no source port"
                : "no entries for what is " + (frames.destinationPort(frame) < 0 ? "from" : "for") + " this port");
    }
}
