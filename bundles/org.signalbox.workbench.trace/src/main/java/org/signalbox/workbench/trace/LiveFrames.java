package org.signalbox.workbench.trace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.signalbox.vswitch.Simulations;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.workbench.Figures;

/** The last frames that were followed. Safe to call from any thread. */
final class LiveFrames implements Simulations.Decisions {

    /** Frames that are kept. */
    static final int MOST = 1_000;

    private final Deque<Decision> kept = new ArrayDeque<>();
    private long told;

    /**
     * What there was at one moment.
     *
     * @param frames  the last ones, newest last
     * @param told    since it began
     * @param lost    that were selected and not told, since there were too many
     * @param running false once the switch is gone
     */
    record Seen(List<Decision> frames, long told, long lost, boolean running) {

        String sentence() {
            return Figures.counted(told, "frame", "frames") + ", " + Figures.grouped(lost) + " lost"
                    + (told > frames.size() ? "; the last " + Figures.grouped(frames.size()) + " stand here" : "");
        }
    }

    @Override
    public synchronized void decided(Decision decision) {
        told++;
        kept.addLast(decision);
        if (kept.size() > MOST) {
            kept.removeFirst();
        }
    }

    synchronized Seen seen(long lost, boolean running) {
        return new Seen(List.copyOf(kept), told, lost, running);
    }
}
