package org.signalbox.workbench.trace;

import java.util.Optional;
import java.util.Set;
import org.signalbox.capture.filter.FilterException;
import org.signalbox.capture.filter.FilterExpression;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.Following;
import org.signalbox.vswitch.Following.Selection;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.workbench.Cmdlet;

/** Follows one switch at a time. Safe to call from any thread; starting and stopping may take a second. */
final class Follower implements AutoCloseable {

    private Following following;
    private LiveFrames frames;
    private boolean closed;

    /**
     * Begins anew.
     *
     * @param filter in libpcap's syntax; empty for all frames
     * @throws RefusedException with one sentence; then nothing is followed
     */
    synchronized void start(VirtualSwitches engine, Place from, String filter) throws RefusedException {
        stop();
        if (closed) {
            return;
        }
        final LiveFrames next = new LiveFrames();
        try {
            following = engine.followFrames(from.switchName(), new Selection(from.port().map(Set::of).orElse(Set.of()),
                    Selection.USUAL_PER_SECOND, filter.isEmpty() ? Optional.empty()
                            : Optional.of(FilterExpression.compile(filter)), LiveFrames.SNAP_LENGTH),
                    next);
            frames = next;
        } catch (FilterException | IllegalArgumentException | IllegalStateException refused) {
            throw new RefusedException(refused.getMessage(), refused);
        }
    }

    synchronized void stop() {
        if (following != null) {
            following.close();
            following = null;
        }
    }

    /** What was followed up to now; empty while nothing is. */
    synchronized Optional<LiveFrames.Seen> seen() {
        return following == null ? Optional.empty()
                : Optional.of(frames.seen(following.lost(), following.isRunning()));
    }

    /** Ends it for good. */
    @Override
    public synchronized void close() {
        closed = true;
        stop();
    }

    /** The command that follows the same frames for a while. */
    static Cmdlet command(Place from, String filter) {
        Cmdlet cmdlet = Cmdlet.of("Trace-VMSwitch").with("Name", from.switchName());
        if (from.port().isPresent()) {
            cmdlet = cmdlet.with("VMNetworkAdapterName", from.port().get());
        }
        if (!filter.isEmpty()) {
            cmdlet = cmdlet.with("Filter", filter);
        }
        return cmdlet.with("Detailed", true);
    }
}
