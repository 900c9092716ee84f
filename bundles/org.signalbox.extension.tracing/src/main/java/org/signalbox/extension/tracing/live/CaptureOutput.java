package org.signalbox.extension.tracing.live;

import java.io.IOException;
import java.nio.channels.Channel;

import org.signalbox.capture.CaptureWriter;

/** Where the blocks of a capture go: one file after the other, or into one pipe. One thread at a time, but for abort. */
interface CaptureOutput {
    /**
     * Opens the next place, when the one before is closed.
     *
     * @throws IOException with a sentence that names it
     */
    CaptureWriter next() throws IOException;

    /** Whether {@link #next} waits for somebody who reads. */
    boolean waits();

    /** Says to who asked for it that it begins, before the first byte. */
    default void begins() throws IOException {
    }

    /** Says to who asked for it why it does not begin, in one sentence. */
    default void refused(String sentence) {
    }

    /** Whether it is the turn of the next place, when this one has so many bytes behind its interfaces. */
    boolean isFull(long bytes);

    /** Makes a call return that waits for a reader or a disk, or for none; any thread. */
    void abort();

    /** What of it users may be shown: the path of the file that is written. */
    String place();

    /** Places so far that are still there. */
    int places();

    /** Closes a channel, if there is one, whatever comes of it. Calls that are blocked on it return. */
    static void close(Channel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException gone) {
                // it is closed nevertheless; who wrote has met the same fault
                return;
            }
        }
    }
}
