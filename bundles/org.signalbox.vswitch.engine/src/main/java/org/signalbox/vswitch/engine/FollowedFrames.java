package org.signalbox.vswitch.engine;

import java.util.BitSet;
import java.util.List;

import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.pipeline.FrameSlots;

/** Sorts out for one worker which of its frames which follower is told of. */
final class FollowedFrames implements Audience {
    /** Of one batch; what it is too little for is a flood to very many ports. */
    private static final int MOST_STEPS = 1 << 14;

    private final Follower[] followers;
    // by follower: the ports whose frames it selects, null for all; and whether it takes those of this batch
    private final BitSet[] ports;
    private final boolean[] takes;
    private Program program;

    FollowedFrames(final List<Follower> followers) {
        this.followers = followers.toArray(Follower[]::new);
        this.ports = new BitSet[followers.size()];
        this.takes = new boolean[followers.size()];
    }

    @Override
    public boolean begins(final Program by, final FrameSlots received, final long timeNanos) {
        if (by != program) {
            program = by;
            for (int k = 0; k < followers.length; k++) {
                ports[k] = followers[k].ports().isEmpty() ? null : indices(followers[k]);
            }
        }
        boolean any = false;
        for (int k = 0; k < followers.length; k++) {
            takes[k] = followers[k].mayTake(timeNanos);
            any |= takes[k];
            if (!takes[k]) {
                followers[k].lose(selected(k, received));
            }
        }
        return any;
    }

    private BitSet indices(final Follower follower) {
        final BitSet indices = new BitSet();
        for (final Port port : program.ports().ports()) {
            if (follower.ports().contains(port.name())) {
                indices.set(port.index());
            }
        }
        return indices;
    }

    private int selected(final int follower, final FrameSlots received) {
        int count = 0;
        for (int slot = 0; slot < received.count(); slot++) {
            count += selects(follower, received.sourcePort(slot)) ? 1 : 0;
        }
        return count;
    }

    private boolean selects(final int follower, final int port) {
        return ports[follower] == null || port != FrameSlots.NO_PORT && ports[follower].get(port);
    }

    private boolean takes(final int follower, final int port) {
        return takes[follower] && selects(follower, port);
    }

    @Override
    public boolean wants(final int port) {
        for (int k = 0; k < followers.length; k++) {
            if (takes(k, port)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int mostSteps() {
        return MOST_STEPS;
    }

    @Override
    public void decided(final int port, final Decision decision) {
        for (int k = 0; k < followers.length; k++) {
            if (takes(k, port)) {
                followers[k].offer(decision);
            }
        }
    }

    @Override
    public void lost(final int port) {
        for (int k = 0; k < followers.length; k++) {
            if (takes(k, port)) {
                followers[k].lose(1);
            }
        }
    }
}
