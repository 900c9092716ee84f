package org.signalbox.attachment.lab;

/**
 * A steady rate, in small bursts: what fell due while nobody asked is sent at the next turn, up to a bound, so that a
 * worker that was away is not followed by a flood.
 */
final class Pace {
    private static final long SECOND = 1_000_000_000L;
    /** Waking for each frame would cost more than the frame. */
    private static final long BURST_NANOS = 5_000_000L;
    private static final long LONGEST_DEBT_NANOS = 50_000_000L;

    private final long perFrame;
    private final long turn;
    private long paidUntil;
    private long next = Long.MIN_VALUE;
    private boolean started;

    Pace(final int framesPerSecond) {
        perFrame = SECOND / framesPerSecond;
        turn = Math.max(perFrame, BURST_NANOS);
    }

    long nextNanos() {
        return next;
    }

    /** Frames that are due now, counted as sent. */
    int due(final long nowNanos) {
        if (!started) {
            started = true;
            paidUntil = nowNanos;
        }
        paidUntil = Math.max(paidUntil, nowNanos - Math.max(LONGEST_DEBT_NANOS, perFrame));
        final long frames = (nowNanos - paidUntil) / perFrame;
        paidUntil += frames * perFrame;
        next = Math.max(paidUntil + perFrame, nowNanos + turn - perFrame);
        return (int) frames;
    }
}
