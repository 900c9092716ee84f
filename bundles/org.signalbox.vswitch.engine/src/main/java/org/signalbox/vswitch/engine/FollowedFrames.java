package org.signalbox.vswitch.engine;

import java.util.BitSet;
import java.util.List;

import org.signalbox.vswitch.FollowedFrame;
import org.signalbox.vswitch.Following.Selection;
import org.signalbox.vswitch.pipeline.FrameSlots;

/** Sorts out for one worker which of its frames which follower is told of. */
final class FollowedFrames implements Audience {
    /** Of one batch; what it is too little for is a flood to very many ports. */
    private static final int MOST_STEPS = 1 << 14;

    private final Follower[] followers;
    // by follower: the ports whose frames it selects, null for all; and whether it takes those of this batch
    private final BitSet[] ports;
    private final boolean[] takes;
    private final int snapLength;
    private Program program;

    FollowedFrames(final List<Follower> followers) {
        this.followers = followers.toArray(Follower[]::new);
        this.ports = new BitSet[followers.size()];
        this.takes = new boolean[followers.size()];
        this.snapLength = followers.stream().mapToInt(each -> each.selection().snapLength()).max().orElse(0);
    }

    @Override
    public boolean begins(final Program by, final FrameSlots received, final long timeNanos) {
        if (by != program) {
            program = by;
            for (int k = 0; k < followers.length; k++) {
                ports[k] = followers[k].selection().ports().isEmpty() ? null : indices(followers[k]);
            }
        }
        boolean any = false;
        for (int k = 0; k < followers.length; k++) {
            takes[k] = followers[k].mayTake(timeNanos);
            any |= takes[k];
            if (!takes[k]) {
                lose(k, received);
            }
        }
        return any;
    }

    private BitSet indices(final Follower follower) {
        final BitSet indices = new BitSet();
        for (final Port port : program.ports().ports()) {
            if (follower.selection().ports().contains(port.name())) {
                indices.set(port.index());
            }
        }
        return indices;
    }

    /** Counts what a follower selects of a batch that it does not take; frames of a port mostly come together. */
    private void lose(final int follower, final FrameSlots received) {
        int count = 0;
        for (int slot = 0; slot < received.count(); slot++) {
            count += selects(follower, received, slot) ? 1 : 0;
            final int port = received.sourcePort(slot);
            if (count > 0 && (slot + 1 == received.count() || received.sourcePort(slot + 1) != port)) {
                followers[follower].lose(program.ports().port(port).name(), count);
                count = 0;
            }
        }
    }

    private boolean selects(final int follower, final FrameSlots slots, final int slot) {
        final int port = slots.sourcePort(slot);
        if (ports[follower] != null && (port == FrameSlots.NO_PORT || !ports[follower].get(port))) {
            return false;
        }
        final Selection selection = followers[follower].selection();
        return selection.filter().isEmpty() || selection.filter().get().matches(slots.memory(), slots.offset(slot),
                slots.length(slot), slots.wireLength(slot));
    }

    @Override
    public long wants(final FrameSlots slots, final int slot) {
        long who = NOBODY;
        for (int k = 0; k < followers.length; k++) {
            if (takes[k] && selects(k, slots, slot)) {
                who |= 1L << k;
            }
        }
        return who;
    }

    @Override
    public int mostSteps() {
        return MOST_STEPS;
    }

    @Override
    public int snapLength() {
        return snapLength;
    }

    @Override
    public void decided(final long who, final FollowedFrame frame) {
        for (int k = 0; k < followers.length; k++) {
            if ((who >>> k & 1) != 0) {
                followers[k].offer(frame);
            }
        }
    }

    @Override
    public void lost(final long who, final String port) {
        for (int k = 0; k < followers.length; k++) {
            if ((who >>> k & 1) != 0) {
                followers[k].lose(port, 1);
            }
        }
    }
}
