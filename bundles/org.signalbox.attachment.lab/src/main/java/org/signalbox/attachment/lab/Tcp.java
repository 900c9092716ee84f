package org.signalbox.attachment.lab;

import java.lang.foreign.MemorySegment;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.LongSupplier;

import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.TcpFlags;

/** A guest's TCP connections: who gets a segment, who is listening, and a reset for what nobody wants. */
final class Tcp implements Timed {
    /** Connections at most; for a new one, the one goes that is not established, or is silent, the longest. */
    static final int MOST = 64;

    private static final int FIRST_EPHEMERAL = 49_152;
    private static final int EPHEMERALS = 16_384;
    private static final byte[] NO_OPTIONS = {};
    private static final MemorySegment NOTHING = MemorySegment.ofArray(new byte[0]);

    private final Network network;
    private final LongSupplier clock;
    private final Random random;
    private final Map<Integer, Function<TcpConnection, TcpApplication>> listening = new HashMap<>();
    private final Map<Endpoints, TcpConnection> connections = new LinkedHashMap<>();
    private int ephemeral;

    Tcp(final Network network, final LongSupplier clock, final Random random) {
        this.network = network;
        this.clock = clock;
        this.random = random;
        this.ephemeral = random.nextInt(EPHEMERALS);
    }

    /** Offers a service. */
    void listen(final int port, final Function<TcpConnection, TcpApplication> application) {
        listening.put(port, application);
    }

    /** Asks for a connection. */
    TcpConnection connect(final IpAddress local, final IpAddress remote, final int port,
            final Function<TcpConnection, TcpApplication> application) {
        ephemeral = (ephemeral + 1) % EPHEMERALS;
        return open(new Endpoints(local, FIRST_EPHEMERAL + ephemeral, remote, port), null, application);
    }

    private TcpConnection open(final Endpoints ends, final Segment syn,
            final Function<TcpConnection, TcpApplication> application) {
        if (connections.size() >= MOST) {
            final TcpConnection leaving = connections.values().stream()
                    .min(Comparator.comparing(TcpConnection::isEstablished)
                            .thenComparingLong(TcpConnection::lastHeard))
                    .orElseThrow();
            leaving.abort();
            connections.remove(leaving.ends());
        }
        final TcpConnection connection =
                new TcpConnection(ends, this::send, clock, random.nextInt(), syn, application);
        connections.put(ends, connection);
        return connection;
    }

    /** Takes a packet with a TCP header. */
    void take(final Packet packet) {
        if (!packet.toUs() || packet.payloadLength() < 0) {
            return;
        }
        final Segment segment = Segment.of(packet);
        final Endpoints ends = new Endpoints(packet.destination(), packet.frame().destinationPort(), packet.source(),
                packet.frame().sourcePort());
        final TcpConnection connection = connections.get(ends);
        if (connection != null) {
            connection.take(segment);
            forgetIfClosed(connection);
        } else if (isOpening(segment) && listening.containsKey(ends.localPort())) {
            open(ends, segment, listening.get(ends.localPort()));
        } else if (!segment.has(TcpFlags.RST)) {
            refuse(ends, segment);
        }
    }

    private static boolean isOpening(final Segment segment) {
        return segment.has(TcpFlags.SYN) && !segment.has(TcpFlags.ACK) && !segment.has(TcpFlags.RST);
    }

    /** A reset that the sender takes for its own segment's. Source: RFC 9293 section 3.5.2. */
    private void refuse(final Endpoints ends, final Segment segment) {
        if (segment.has(TcpFlags.ACK)) {
            send(ends, segment.acknowledgement(), 0, TcpFlags.RST, 0, NO_OPTIONS, NOTHING, 0, 0);
        } else {
            send(ends, 0, segment.end(), TcpFlags.RST | TcpFlags.ACK, 0, NO_OPTIONS, NOTHING, 0, 0);
        }
    }

    private void send(final Endpoints ends, final int sequence, final int acknowledgement, final int flags,
            final int window, final byte[] options, final MemorySegment memory, final long offset, final int length) {
        network.send(ends.local(), ends.remote(), frame -> {
            final FrameBuilder tcp = frame.tcp(ends.localPort(), ends.remotePort(), sequence, acknowledgement, flags,
                    window);
            if (options.length > 0) {
                tcp.tcpOptions(options);
            }
            tcp.payload(memory, offset, length);
        });
    }

    private void forgetIfClosed(final TcpConnection connection) {
        if (connection.state() == TcpConnection.State.CLOSED) {
            connections.remove(connection.ends());
        }
    }

    int size() {
        return connections.size();
    }

    @Override
    public long nextNanos() {
        long next = Long.MAX_VALUE;
        for (final TcpConnection connection : connections.values()) {
            next = Math.min(next, connection.deadline());
        }
        return next;
    }

    @Override
    public void tick() {
        for (final TcpConnection connection : List.copyOf(connections.values())) {
            if (connection.deadline() <= clock.getAsLong()) {
                connection.tick();
                forgetIfClosed(connection);
            }
        }
    }
}
