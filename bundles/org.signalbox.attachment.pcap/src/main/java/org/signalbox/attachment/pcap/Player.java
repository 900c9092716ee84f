package org.signalbox.attachment.pcap;

import org.signalbox.capture.CaptureException;
import org.signalbox.capture.CaptureReader;
import org.signalbox.vswitch.attachment.ReceiveBuffer;

/**
 * Plays a capture by its time stamps: the first frame when it is first asked, each other one as much later as its stamp
 * is after the first, divided by the speed. A stamp that goes back is held at the last one. For the worker's thread.
 */
final class Player implements AutoCloseable {

    /** Far away, yet no overflow when added to a time. */
    private static final double LONGEST_NANOS = 1L << 61;

    private final CaptureReader reader;
    private final double speed;
    private final boolean loop;

    /** When the first frame of this round was due, on the switch's clock. */
    private long roundStart;
    /** The time stamp of the first frame of this round. */
    private long firstStamp;
    private long dueNanos;
    private boolean started;
    private boolean waiting;
    private boolean ended;
    private long tooLarge;

    Player(final CaptureReader reader, final double speed, final boolean loop) {
        this.reader = reader;
        this.speed = speed;
        this.loop = loop;
    }

    /**
     * Hands over the frames that are due.
     *
     * @return whether one was handed over
     * @throws CaptureException when the capture turns out to be broken; there is no more to play
     */
    boolean play(final ReceiveBuffer buffer, final long nowNanos) throws CaptureException {
        boolean played = false;
        while (buffer.limit() > 0 && prepare(nowNanos) && dueNanos <= nowNanos) {
            if (reader.length() > buffer.memory().byteSize() / 2) {
                tooLarge++;
            } else if (!buffer.add(reader.memory(), reader.offset(), reader.length(), reader.wireLength())) {
                return played;
            }
            waiting = false;
            played = true;
        }
        return played;
    }

    /** When the next frame is due; 0 before the first is known, the end of time when there is none. */
    long nextNanos() {
        return ended ? Long.MAX_VALUE : waiting ? dueNanos : 0;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Frames that were left out because the switch has no room for one of their size. */
    long tooLarge() {
        return tooLarge;
    }

    @Override
    public void close() {
        reader.close();
    }

    /** Sees that a frame waits, from the beginning again if wanted. */
    private boolean prepare(final long nowNanos) throws CaptureException {
        if (waiting || ended) {
            return waiting;
        }
        try {
            if (!reader.next()) {
                final boolean empty = reader.record() == 0;
                reader.rewind();
                ended = !loop || empty || !reader.next();
                roundStart = dueNanos;
                firstStamp = reader.timeNanos();
            } else if (!started) {
                roundStart = nowNanos;
                firstStamp = reader.timeNanos();
                started = true;
            }
        } catch (final CaptureException e) {
            ended = true;
            throw e;
        }
        waiting = !ended;
        dueNanos = Math.max(dueNanos, roundStart + later(reader.timeNanos() - firstStamp));
        return waiting;
    }

    private long later(final long stampNanos) {
        return speed == 0 ? 0 : (long) Math.min(stampNanos / speed, LONGEST_NANOS);
    }
}
