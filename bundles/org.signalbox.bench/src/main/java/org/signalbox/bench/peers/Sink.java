package org.signalbox.bench.peers;

import java.io.IOException;
import java.time.Duration;

/** What sending costs by itself: an interface that lets frames go at once, whose counterpart does not exist. */
final class Sink {
    private static final String DEVICE = "nothing";

    private final Netns netns;
    private final FrameSender sender;

    Sink(final Bed bed) throws IOException, InterruptedException {
        netns = bed.namespace("sink");
        // an intermediate functional block drops what nobody has directed at it
        netns.ip("link", "add", DEVICE, "type", "ifb");
        netns.ip("link", "set", DEVICE, "up");
        sender = netns.call(() -> new FrameSender(DEVICE, Frames.allowed()));
    }

    /** CPU time of sending one frame, in nanoseconds. */
    double cpuPerFrame(final Duration duration) throws IOException, InterruptedException {
        final FrameSender.Sent sent = netns.call(() -> sender.stream(Integer.MAX_VALUE, () -> 0, duration));
        return (double) sent.cpuNanos() / sent.frames();
    }
}
