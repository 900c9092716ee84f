package org.signalbox.attachment.lab;

import java.lang.foreign.MemorySegment;
import java.util.function.LongSupplier;

/**
 * Writes at a steady rate into a TCP connection and counts what comes back. A connection is used for a minute; then, or
 * a second after it broke, comes a new one.
 */
final class TcpLoad implements Activity {
    private static final int WINDOW = 1 << 14;
    private static final long RETRY_NANOS = 1_000_000_000L;
    private static final long CONNECTION_NANOS = 60_000_000_000L;

    private final GuestSettings.Load settings;
    private final Network network;
    private final Tcp tcp;
    private final LongSupplier clock;
    private final Pace pace;
    private final MemorySegment payload;
    private Flow flow;
    private long connectAt = Long.MIN_VALUE;
    private long sent;
    private long back;

    TcpLoad(final GuestSettings.Load settings, final Network network, final Tcp tcp, final LongSupplier clock) {
        this.settings = settings;
        this.network = network;
        this.tcp = tcp;
        this.clock = clock;
        this.pace = new Pace(settings.rate());
        this.payload = MemorySegment.ofArray(new byte[settings.size()]);
    }

    /** One connection and what comes back over it. */
    private final class Flow implements TcpApplication {
        private final TcpConnection connection;

        Flow(final TcpConnection connection) {
            this.connection = connection;
        }

        @Override
        public int room() {
            return WINDOW;
        }

        @Override
        public void take(final MemorySegment memory, final long offset, final int length) {
            back += length;
        }

        @Override
        public void finished() {
            connection.close();
        }

        @Override
        public void gone() {
            if (flow == this) {
                flow = null;
            }
        }
    }

    @Override
    public long nextNanos() {
        return flow == null ? connectAt : pace.nextNanos();
    }

    @Override
    public void tick() {
        final long now = clock.getAsLong();
        final int due = pace.due(now);
        if (flow != null && now >= connectAt + CONNECTION_NANOS) {
            final TcpConnection old = flow.connection;
            flow = null;
            connectAt = now;
            old.close();
            old.push();
        }
        if (flow == null) {
            connect(now);
        } else if (flow.connection.isEstablished()) {
            write(flow.connection, due);
        }
    }

    private void write(final TcpConnection connection, final int frames) {
        for (int i = 0; i < frames && connection.room() >= settings.size(); i++) {
            connection.write(payload, 0, settings.size());
            connection.push();
            sent += settings.size();
        }
    }

    private void connect(final long now) {
        if (now >= connectAt) {
            connectAt = now + RETRY_NANOS;
            network.toward(settings.to()).ifPresent(from ->
                    tcp.connect(from.address(), settings.to(), settings.port(), this::begin));
        }
    }

    private Flow begin(final TcpConnection connection) {
        flow = new Flow(connection);
        return flow;
    }

    @Override
    public String report(final double seconds) {
        final double frames = seconds * settings.size();
        final String text = flow == null ? settings.label() + ": not connected"
                : settings.label() + ": " + Math.round(sent / frames) + "/s out, " + Math.round(back / frames)
                        + "/s back";
        sent = 0;
        back = 0;
        return text;
    }
}
