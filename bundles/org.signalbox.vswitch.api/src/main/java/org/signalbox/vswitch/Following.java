package org.signalbox.vswitch;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;
import org.signalbox.frame.FrameFilter;

/**
 * The decisions of a live switch on their way to who asked for them, until it is closed. Safe to call from any thread.
 */
@ProviderType
public interface Following extends AutoCloseable {
    /** Frames that were selected and whose decisions were not told, since there were too many of them. */
    long lost();

    /** {@link #lost} by the ports where the frames entered; empty for frames that entered at none. */
    default Map<String, Long> lostByPort() {
        return Map.of("", lost());
    }

    /** False once it was closed, the switch is gone, or who is told has thrown. */
    boolean isRunning();

    /**
     * Ends it: what waits is told within a second, and the rest is lost. Nothing is told any more when this returns,
     * unless who is told does not return from a call within two seconds. Called from within such a call, it ends at once.
     */
    @Override
    void close();

    /** Told of frames. */
    @ConsumerType
    interface Frames {
        /** A frame is through. */
        void followed(FollowedFrame frame);
    }

    /**
     * What is followed.
     *
     * @param ports     names of the ports where frames enter, or that extensions make them for; ports of these names
     *                  may come and go. Empty: all, also those that extensions make without one
     * @param perSecond decisions that are told at most, 1 to {@value #MOST_PER_SECOND}; one counts once for the frame
     *                  and once for each of its copies. At the beginning, and after a pause, there may be so many at
     *                  once
     * @param filter    selects among those frames, by their bytes where they enter, tags included, or as an extension
     *                  made them; without it, all. Others cost nothing but the filter
     * @param snapLength bytes of a frame that are told at most, 0 to {@value #MOST_SNAP_LENGTH}
     */
    record Selection(Set<String> ports, int perSecond, Optional<FrameFilter> filter, int snapLength) {
        /** The highest rate. */
        public static final int MOST_PER_SECOND = 1_000_000;
        /** A rate that costs a worker about a hundredth of its time. */
        public static final int USUAL_PER_SECOND = 10_000;
        /** More than any frame has; that of libpcap (MAXIMUM_SNAPLEN). */
        public static final int MOST_SNAP_LENGTH = 262_144;
        /** All frames, at the usual rate, without their bytes. */
        public static final Selection ALL = new Selection(Set.of(), USUAL_PER_SECOND);

        /** Frames by their ports alone, without their bytes. */
        public Selection(Set<String> ports, int perSecond) {
            this(ports, perSecond, Optional.empty(), 0);
        }

        /** @throws IllegalArgumentException for a rate or a length out of its range */
        public Selection {
            ports = Set.copyOf(ports);
            if (perSecond < 1 || perSecond > MOST_PER_SECOND) {
                throw new IllegalArgumentException(
                        "found " + perSecond + " decisions a second, expected 1 to " + MOST_PER_SECOND);
            }
            if (snapLength < 0 || snapLength > MOST_SNAP_LENGTH) {
                throw new IllegalArgumentException(
                        "found " + snapLength + " bytes of a frame, expected 0 to " + MOST_SNAP_LENGTH);
            }
        }

        /** The same with a snap length of 0. */
        public Selection withoutBytes() {
            return new Selection(ports, perSecond, filter, 0);
        }
    }
}
