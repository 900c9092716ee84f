package org.signalbox.attachment.lab;

import static org.signalbox.frame.TcpFlags.ACK;
import static org.signalbox.frame.TcpFlags.FIN;
import static org.signalbox.frame.TcpFlags.PSH;
import static org.signalbox.frame.TcpFlags.RST;
import static org.signalbox.frame.TcpFlags.SYN;

import java.lang.foreign.MemorySegment;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * One TCP connection: handshake, bytes in order both ways, retransmission with a bounded timer, slow start, zero-window
 * probes, and the orderly and the rude end. It keeps no segment that came out of order, offers no options besides the
 * maximum segment size, and does not wait to fill segments. Source: RFC 9293, section 3.10; RFC 5961.
 */
final class TcpConnection {
    private static final long CHALLENGE_NANOS = 500_000_000L;
    private static final long TIME_WAIT_NANOS = 2_000_000_000L;
    private static final long FIN_WAIT_NANOS = 60_000_000_000L;
    private static final int MAXIMUM_SEGMENT = 1460;
    private static final int INITIAL_SEGMENTS = 10;
    private static final byte[] NO_OPTIONS = {};
    private static final byte[] MAXIMUM_SEGMENT_OPTION = {2, 4, MAXIMUM_SEGMENT >> 8, (byte) MAXIMUM_SEGMENT};
    private static final MemorySegment NOTHING = MemorySegment.ofArray(new byte[0]);

    /** Where a connection stands. */
    enum State {
        SYN_SENT, SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT, CLOSED
    }

    /** Sends segments. */
    @FunctionalInterface
    interface Output {
        void segment(Endpoints ends, int sequence, int acknowledgement, int flags, int window, byte[] options,
                MemorySegment memory, long offset, int length);
    }

    private final Endpoints ends;
    private final Output output;
    private final LongSupplier clock;
    private final TcpApplication application;
    private final RetransmissionTimer timer;
    private final SendBuffer buffer = new SendBuffer();
    private State state;
    // sending: the first number not acknowledged, the next to send, and the end of what was ever sent
    private int unacknowledged;
    private int next;
    private int highest;
    private int maximumSegment = Segment.DEFAULT_MAXIMUM;
    private int congestionWindow;
    private int peerWindow;
    private int windowSequence;
    private int windowAcknowledgement;
    private boolean closing;
    // receiving: the next number expected, and the window last offered
    private int expected;
    private int offered;
    private long challenged = Long.MIN_VALUE;
    private long lastHeard;

    /** A connection that is asked for; the peer's SYN, or null for one that this guest asks for itself. */
    TcpConnection(final Endpoints ends, final Output output, final LongSupplier clock, final int initialSequence,
            final Segment syn, final Function<TcpConnection, TcpApplication> applications) {
        this.ends = ends;
        this.output = output;
        this.clock = clock;
        this.timer = new RetransmissionTimer(clock);
        this.application = applications.apply(this);
        this.lastHeard = clock.getAsLong();
        unacknowledged = initialSequence;
        next = initialSequence;
        highest = initialSequence;
        if (syn == null) {
            state = State.SYN_SENT;
        } else {
            state = State.SYN_RECEIVED;
            learn(syn);
        }
        sendSyn();
    }

    private void learn(final Segment syn) {
        expected = syn.sequence() + 1;
        maximumSegment = Math.min(MAXIMUM_SEGMENT, syn.maximum());
        congestionWindow = INITIAL_SEGMENTS * maximumSegment;
        peerWindow = syn.window();
        windowSequence = syn.sequence();
        windowAcknowledgement = syn.acknowledgement();
    }

    Endpoints ends() {
        return ends;
    }

    State state() {
        return state;
    }

    boolean isEstablished() {
        return state == State.ESTABLISHED;
    }

    long lastHeard() {
        return lastHeard;
    }

    long deadline() {
        return timer.deadline();
    }

    /** Bytes that {@link #write} takes now. */
    int room() {
        return closing ? 0 : buffer.room();
    }

    /** Bytes to send; no more than there is room for. They go out at the next {@link #push}. */
    void write(final MemorySegment memory, final long offset, final int length) {
        buffer.add(memory, offset, length);
    }

    /** Nothing more will be written: what was goes out, and then the end. */
    void close() {
        closing = true;
    }

    /** Sends what may be sent now. */
    void push() {
        send(false);
    }

    /** Ends at once and tells the peer. */
    void abort() {
        if (state != State.SYN_SENT) {
            emit(highest, RST | ACK, NO_OPTIONS, 0, 0);
        }
        end();
    }

    private void end() {
        state = State.CLOSED;
        timer.stop();
        application.gone();
    }

    /** Takes a segment of this connection. */
    void take(final Segment segment) {
        lastHeard = clock.getAsLong();
        if (state == State.SYN_SENT) {
            takeInSynSent(segment);
            return;
        }
        if (!isAcceptable(segment)) {
            if (!segment.has(RST)) {
                challenge();
            }
            return;
        }
        if (segment.has(RST)) {
            if (segment.sequence() == expected) {
                end();
            } else {
                challenge();
            }
            return;
        }
        if (segment.has(SYN)) {
            challenge();
        } else if (segment.has(ACK) && takeAcknowledgement(segment)) {
            takeData(segment);
        }
    }

    private void takeInSynSent(final Segment segment) {
        final boolean acknowledges = segment.has(ACK) && segment.acknowledgement() == highest;
        if (segment.has(ACK) && !acknowledges) {
            if (!segment.has(RST)) {
                output.segment(ends, segment.acknowledgement(), 0, RST, 0, NO_OPTIONS, NOTHING, 0, 0);
            }
        } else if (segment.has(RST)) {
            if (acknowledges) {
                end();
            }
        } else if (segment.has(SYN)) {
            learn(segment);
            if (acknowledges) {
                unacknowledged = segment.acknowledgement();
                timer.acknowledged(unacknowledged);
                state = State.ESTABLISHED;
                send(true);
            } else {
                state = State.SYN_RECEIVED;
                next = unacknowledged;
                timer.stop();
                sendSyn();
            }
        }
    }

    private boolean isAcceptable(final Segment segment) {
        final int window = Math.max(offered, 0);
        final int first = segment.sequence() - expected;
        if (segment.length() == 0) {
            return first >= 0 && first <= window; // the right edge too: a full window must not make a peer deaf
        }
        final int last = first + segment.length() - 1;
        return window > 0 && (first >= 0 && first < window || last >= 0 && last < window);
    }

    /** Says where the connection stands; not often, for two that disagree would do so for ever. */
    private void challenge() {
        final long now = clock.getAsLong();
        if (challenged == Long.MIN_VALUE || now - challenged >= CHALLENGE_NANOS) {
            challenged = now;
            acknowledge();
        }
    }

    /** Whether the segment's data is to be looked at too. */
    private boolean takeAcknowledgement(final Segment segment) {
        final int acknowledged = segment.acknowledgement();
        if (acknowledged - highest > 0) {
            if (state == State.SYN_RECEIVED) {
                output.segment(ends, acknowledged, 0, RST, 0, NO_OPTIONS, NOTHING, 0, 0);
            } else {
                challenge();
            }
            return false;
        }
        if (state == State.SYN_RECEIVED) {
            if (acknowledged - unacknowledged <= 0) {
                return false;
            }
            state = State.ESTABLISHED;
            unacknowledged++;
            windowSequence = segment.sequence();
            windowAcknowledgement = acknowledged;
            peerWindow = segment.window();
        }
        timer.alive();
        advance(acknowledged);
        if (acknowledged - unacknowledged >= 0 && (segment.sequence() - windowSequence > 0
                || segment.sequence() == windowSequence && acknowledged - windowAcknowledgement >= 0)) {
            peerWindow = segment.window();
            windowSequence = segment.sequence();
            windowAcknowledgement = acknowledged;
        }
        return state != State.CLOSED;
    }

    private void advance(final int acknowledged) {
        final int count = acknowledged - unacknowledged;
        if (count > 0) {
            final int data = Math.min(count, buffer.length());
            buffer.acknowledged(data);
            congestionWindow = Math.min(SendBuffer.CAPACITY, congestionWindow + data);
            unacknowledged = acknowledged;
            if (next - unacknowledged < 0) {
                next = unacknowledged;
            }
        }
        if (count > 0 || state == State.ESTABLISHED && unacknowledged == highest) {
            timer.acknowledged(acknowledged);
        }
        if (count > 0 && acknowledged == highest && buffer.length() == 0) {
            finAcknowledged();
        }
    }

    private void finAcknowledged() {
        switch (state) {
            case FIN_WAIT_1 -> {
                state = State.FIN_WAIT_2;
                timer.startOnce(FIN_WAIT_NANOS);
            }
            case CLOSING -> waitForTime();
            case LAST_ACK -> end();
            default -> {
                // only data was acknowledged
            }
        }
    }

    /** Stays to answer a FIN that comes again; a lab needs no two maximum segment lifetimes for it. */
    private void waitForTime() {
        state = State.TIME_WAIT;
        timer.startOnce(TIME_WAIT_NANOS);
    }

    private void takeData(final Segment segment) {
        boolean acknowledge = false;
        final int skipped = expected - segment.sequence();
        final int fresh = segment.dataLength() - skipped;
        if (segment.length() > 0) {
            acknowledge = true;
            if (skipped >= 0 && fresh >= 0 && canReceive()) {
                final int taken = Math.min(fresh, application.room());
                if (taken > 0) {
                    application.take(segment.memory(), segment.data() + skipped, taken);
                    expected += taken;
                }
                if (segment.has(FIN) && taken == fresh) {
                    takeFin();
                }
            }
        }
        send(acknowledge);
    }

    private boolean canReceive() {
        return state == State.ESTABLISHED || state == State.FIN_WAIT_1 || state == State.FIN_WAIT_2;
    }

    private void takeFin() {
        expected++;
        switch (state) {
            case ESTABLISHED -> {
                state = State.CLOSE_WAIT;
                application.finished();
            }
            case FIN_WAIT_1 -> state = State.CLOSING;
            default -> waitForTime();
        }
    }

    /** Sends what may be sent, and an acknowledgement alone when one is due and nothing carries it. */
    private void send(final boolean acknowledge) {
        boolean due = acknowledge || offered < maximumSegment && application.room() >= maximumSegment;
        while (canSend() && sendNext(false)) {
            due = false;
        }
        if (due && state != State.CLOSED && state != State.SYN_SENT && state != State.SYN_RECEIVED) {
            acknowledge();
        }
        keepTime();
    }

    /** An acknowledgement alone, numbered so that it lies in the peer's window even after a probe beyond that. */
    private void acknowledge() {
        final int edge = unacknowledged + peerWindow;
        emit(highest - edge > 0 ? edge : highest, ACK, NO_OPTIONS, 0, 0);
    }

    private boolean canSend() {
        return switch (state) {
            case ESTABLISHED, CLOSE_WAIT, FIN_WAIT_1, CLOSING, LAST_ACK -> true;
            default -> false;
        };
    }

    /** Sends one segment from {@code next} on; whether there was something to send. */
    private boolean sendNext(final boolean evenIntoAClosedWindow) {
        final int sent = next - unacknowledged;
        final int waiting = buffer.length() - sent;
        if (waiting < 0) {
            return false; // the FIN is out
        }
        final int allowed = Math.min(peerWindow, congestionWindow) - sent;
        final int room = evenIntoAClosedWindow ? Math.max(1, allowed) : allowed;
        final int length = Math.clamp(waiting, 0, Math.max(0, Math.min(room, maximumSegment)));
        final boolean last = closing && length == waiting;
        if (length == 0 && !last) {
            return false;
        }
        final int sequence = next;
        next += length + (last ? 1 : 0);
        if (next - highest > 0) {
            highest = next;
            timer.sent(next);
        }
        emit(sequence, ACK | (length > 0 ? PSH : 0) | (last ? FIN : 0), NO_OPTIONS, sent, length);
        if (last) {
            state = switch (state) {
                case ESTABLISHED -> State.FIN_WAIT_1;
                case CLOSE_WAIT -> State.LAST_ACK;
                default -> state;
            };
        }
        return true;
    }

    private void keepTime() {
        final boolean unanswered = highest != unacknowledged || canSend() && buffer.length() > 0;
        if (unanswered && state != State.CLOSED && state != State.TIME_WAIT) {
            timer.start();
        }
    }

    private void sendSyn() {
        final int flags = state == State.SYN_SENT ? SYN : SYN | ACK;
        emit(unacknowledged, flags, MAXIMUM_SEGMENT_OPTION, 0, 0);
        next = unacknowledged + 1;
        highest = next;
        timer.start();
    }

    private void emit(final int sequence, final int flags, final byte[] options, final int from, final int length) {
        offered = Math.min(application.room(), 0xFFFF);
        output.segment(ends, sequence, (flags & ACK) == 0 ? 0 : expected, flags, offered, options, buffer.memory(),
                from, length);
    }

    /** The deadline is over: goes back to the first byte that is not acknowledged. */
    void tick() {
        if (state == State.TIME_WAIT || state == State.FIN_WAIT_2) {
            end();
        } else if (!timer.expired()) {
            abort();
        } else if (state == State.SYN_SENT || state == State.SYN_RECEIVED) {
            sendSyn();
        } else {
            next = unacknowledged;
            congestionWindow = maximumSegment;
            sendNext(true);
            keepTime();
        }
    }
}
