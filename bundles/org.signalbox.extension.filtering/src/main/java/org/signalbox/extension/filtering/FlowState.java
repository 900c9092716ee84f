package org.signalbox.extension.filtering;

import java.util.concurrent.TimeUnit;

import org.signalbox.frame.TcpFlags;

/**
 * What is known of a flow, as a number, and how packets change it. Forward packets go the way of the one that began it.
 * Sequence numbers are not looked at, so a reset is believed of an established connection only if both ends are silent
 * behind it (RFC 5961 has why). Sources: RFC 9293, and for the time-outs those of Linux's conntrack
 * ({@code nf_conntrack_tcp_timeout_*}), of which each is the lesser of it and the entry's idle time-out.
 */
final class FlowState {
    /** It began; nothing has come back. */
    static final int OPENING = 0;
    /** A TCP connection's SYN was answered by a SYN with ACK. */
    static final int ANSWERED = 1;
    /** Packets went both ways; of TCP, the handshake is done. */
    static final int ESTABLISHED = 2;
    /** The forward side of a TCP connection has ended it. */
    static final int FORWARD_DONE = 3;
    /** The other side has. */
    static final int RETURN_DONE = 4;
    /** Both have, or it was refused. */
    static final int CLOSED = 5;
    /** It was established and somebody reset it, who may have been none of the two. */
    static final int RESET = 6;
    static final int COUNT = 7;

    /** In the place of flags: no TCP. */
    static final int NO_TCP = -1;

    static final long HALF_OPEN_NANOS = TimeUnit.SECONDS.toNanos(30);
    static final long HALF_CLOSED_NANOS = TimeUnit.SECONDS.toNanos(120);
    static final long CLOSED_NANOS = TimeUnit.SECONDS.toNanos(10);
    static final long RESET_NANOS = TimeUnit.SECONDS.toNanos(120);

    private FlowState() {
    }

    /** Whether TCP flags are those of the first packet of a connection. */
    static boolean isFirst(final int flags) {
        return (flags & (TcpFlags.SYN | TcpFlags.ACK | TcpFlags.RST | TcpFlags.FIN)) == TcpFlags.SYN;
    }

    /**
     * The state after a packet.
     *
     * @param flags     of TCP, or {@link #NO_TCP}
     * @param returning whether it came the other way than the first
     */
    static int after(final int state, final int flags, final boolean returning) {
        if (flags == NO_TCP) {
            return returning ? ESTABLISHED : state;
        }
        if ((flags & TcpFlags.RST) != 0) {
            return wasEstablished(state) ? RESET : CLOSED;
        }
        if ((flags & TcpFlags.FIN) != 0) {
            return afterFin(state, returning);
        }
        if (state == RESET) {
            return ESTABLISHED;
        }
        if (state == OPENING && returning && (flags & TcpFlags.SYN) != 0 && (flags & TcpFlags.ACK) != 0) {
            return ANSWERED;
        }
        return state == ANSWERED && !returning && (flags & TcpFlags.ACK) != 0 ? ESTABLISHED : state;
    }

    private static boolean wasEstablished(final int state) {
        return state == ESTABLISHED || state == FORWARD_DONE || state == RETURN_DONE || state == RESET;
    }

    private static int afterFin(final int state, final boolean returning) {
        return switch (state) {
            case ESTABLISHED, RESET -> returning ? RETURN_DONE : FORWARD_DONE;
            case FORWARD_DONE -> returning ? CLOSED : state;
            case RETURN_DONE -> returning ? state : CLOSED;
            default -> CLOSED;
        };
    }

    /** How long a flow is remembered after its last packet, at most so long. */
    static long lifeNanos(final int state, final boolean tcp, final long idleNanos) {
        return switch (state) {
            case OPENING, ANSWERED -> tcp ? Math.min(HALF_OPEN_NANOS, idleNanos) : idleNanos;
            case FORWARD_DONE, RETURN_DONE -> Math.min(HALF_CLOSED_NANOS, idleNanos);
            case RESET -> Math.min(RESET_NANOS, idleNanos);
            case CLOSED -> Math.min(CLOSED_NANOS, idleNanos);
            default -> idleNanos;
        };
    }
}
