package org.signalbox.attachment.lab;

import java.util.function.LongSupplier;

/** How long a TCP connection waits for an acknowledgement. Source: RFC 6298, with a shorter minimum as Linux has it. */
final class RetransmissionTimer {
    private static final long INITIAL_NANOS = 1_000_000_000L;
    private static final long SHORTEST_NANOS = 200_000_000L;
    private static final long LONGEST_NANOS = 8_000_000_000L;
    private static final int TRIES = 8;

    private final LongSupplier clock;
    private long timeout = INITIAL_NANOS;
    private long smoothed = -1;
    private long variation;
    private long deadline = Long.MAX_VALUE;
    private int tries;
    private boolean measuring;
    private int measured;
    private long measuredSince;

    RetransmissionTimer(final LongSupplier clock) {
        this.clock = clock;
    }

    long deadline() {
        return deadline;
    }

    /** Begins to wait unless it does already. */
    void start() {
        if (deadline == Long.MAX_VALUE) {
            deadline = clock.getAsLong() + timeout;
        }
    }

    /** Waits for so long, whatever was. */
    void startOnce(final long nanos) {
        deadline = clock.getAsLong() + nanos;
    }

    void stop() {
        deadline = Long.MAX_VALUE;
    }

    /** New bytes went out; the time until this number is acknowledged counts. */
    void sent(final int sequence) {
        if (!measuring) {
            measuring = true;
            measured = sequence;
            measuredSince = clock.getAsLong();
        }
    }

    /** The peer has all before this number. */
    void acknowledged(final int sequence) {
        stop();
        alive();
        if (measuring && sequence - measured >= 0) {
            measuring = false;
            sample(clock.getAsLong() - measuredSince);
        }
    }

    /** The peer is there, even if it cannot take anything. */
    void alive() {
        tries = 0;
    }

    private void sample(final long roundTrip) {
        if (smoothed < 0) {
            smoothed = roundTrip;
            variation = roundTrip / 2;
        } else {
            variation += (Math.abs(smoothed - roundTrip) - variation) / 4;
            smoothed += (roundTrip - smoothed) / 8;
        }
        timeout = Math.clamp(smoothed + 4 * variation, SHORTEST_NANOS, LONGEST_NANOS);
    }

    /** It waited in vain; whether another try is worth while. What is sent again is not measured (Karn's rule). */
    boolean expired() {
        stop();
        measuring = false;
        timeout = Math.min(2 * timeout, LONGEST_NANOS);
        return ++tries <= TRIES;
    }
}
