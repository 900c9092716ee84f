package org.signalbox.workbench.trace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.signalbox.vswitch.FollowedFrame;
import org.signalbox.vswitch.Following;
import org.signalbox.workbench.Figures;

/** The last frames that were followed. Safe to call from any thread. */
final class LiveFrames implements Following.Frames {

    /** Frames that are kept. */
    static final int MOST = 100_000;
    /** Bytes of a frame that are kept. */
    static final int SNAP_LENGTH = 512;
    /** Bytes of all of them; beyond, the oldest frames go. */
    static final long MOST_BYTES = 128L << 20;

    private final Deque<LiveFrame> kept = new ArrayDeque<>();
    private long bytes;
    private long told;
    private List<LiveFrame> last = List.of();
    private long lastTold;

    /**
     * What there was at one moment.
     *
     * @param frames  the last ones, newest last
     * @param told    since it began
     * @param lost    that were selected and not told, since there were too many
     * @param running false once the switch is gone
     */
    record Seen(List<LiveFrame> frames, long told, long lost, boolean running) {

        String sentence() {
            return Figures.counted(told, "frame", "frames") + ", " + Figures.grouped(lost) + " lost"
                    + (told > frames.size() ? "; the last " + Figures.grouped(frames.size()) + " are kept" : "");
        }
    }

    @Override
    public synchronized void followed(FollowedFrame frame) {
        told++;
        kept.addLast(new LiveFrame(frame));
        bytes += size(frame);
        while (kept.size() > MOST || bytes > MOST_BYTES) {
            bytes -= size(kept.removeFirst().followed());
        }
    }

    private static long size(FollowedFrame frame) {
        return frame.entered().memory().byteSize() + frame.left().stream().flatMap(Optional::stream)
                .mapToLong(left -> left.memory().byteSize()).sum();
    }

    synchronized Seen seen(long lost, boolean running) {
        if (told != lastTold) {
            last = List.copyOf(kept);
            lastTold = told;
        }
        return new Seen(last, told, lost, running);
    }
}
