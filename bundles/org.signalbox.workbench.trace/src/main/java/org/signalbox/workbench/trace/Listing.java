package org.signalbox.workbench.trace;

import java.util.List;
import org.signalbox.workbench.Figures;

/**
 * What the list of frames shows at one moment.
 *
 * @param seen    all frames that are kept
 * @param choice  which of them are shown
 * @param frames  those
 * @param density of all of them
 */
record Listing(LiveFrames.Seen seen, Choice choice, List<LiveFrame> frames, Density density) {

    /** As fine as it is drawn. */
    private static final int PARTS = 240;

    static Listing of(LiveFrames.Seen seen, Choice choice) {
        return new Listing(seen, choice, choice.of(seen.frames()), Density.of(seen.frames(), PARTS));
    }

    String sentence() {
        return seen.sentence() + (frames.size() == seen.frames().size() ? ""
                : "; " + Figures.grouped(frames.size()) + " shown");
    }
}
