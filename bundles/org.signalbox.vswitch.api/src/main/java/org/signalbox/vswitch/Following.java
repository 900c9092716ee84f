package org.signalbox.vswitch;

import java.util.Set;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The decisions of a live switch on their way to who asked for them, until it is closed. Safe to call from any thread.
 */
@ProviderType
public interface Following extends AutoCloseable {
    /** Frames that were selected and whose decisions were not told, since there were too many of them. */
    long lost();

    /** False once it was closed, the switch is gone, or who is told has thrown. */
    boolean isRunning();

    /**
     * Ends it: nothing is told any more when this returns, unless who is told does not return from a call within a
     * second. May be called from within that call.
     */
    @Override
    void close();

    /**
     * What is followed.
     *
     * @param ports     names of the ports where frames enter, or that extensions make them for; ports of these names
     *                  may come and go. Empty: all, also those that extensions make without one
     * @param perSecond decisions that are told at most, 1 to {@value #MOST_PER_SECOND}; one counts once for the frame
     *                  and once for each of its copies. At the beginning, and after a pause, there may be so many at
     *                  once
     */
    record Selection(Set<String> ports, int perSecond) {
        /** The highest rate. */
        public static final int MOST_PER_SECOND = 1_000_000;
        /** A rate that costs a worker about a hundredth of its time. */
        public static final int USUAL_PER_SECOND = 10_000;
        /** All frames, at the usual rate. */
        public static final Selection ALL = new Selection(Set.of(), USUAL_PER_SECOND);

        /** @throws IllegalArgumentException for a rate out of its range */
        public Selection {
            ports = Set.copyOf(ports);
            if (perSecond < 1 || perSecond > MOST_PER_SECOND) {
                throw new IllegalArgumentException(
                        "found " + perSecond + " decisions a second, expected 1 to " + MOST_PER_SECOND);
            }
        }
    }
}
