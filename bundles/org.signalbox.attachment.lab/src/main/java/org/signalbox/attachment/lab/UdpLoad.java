package org.signalbox.attachment.lab;

import java.util.Optional;
import java.util.function.LongSupplier;

/** Sends datagrams at a steady rate and counts those that come back. */
final class UdpLoad implements Activity {
    private final GuestSettings.Load settings;
    private final Network network;
    private final LongSupplier clock;
    private final int port;
    private final Pace pace;
    private final byte[] payload;
    private long sent;
    private long back;

    UdpLoad(final GuestSettings.Load settings, final Network network, final LongSupplier clock, final int port) {
        this.settings = settings;
        this.network = network;
        this.clock = clock;
        this.port = port;
        this.pace = new Pace(settings.rate());
        this.payload = new byte[settings.size()];
    }

    @Override
    public long nextNanos() {
        return pace.nextNanos();
    }

    @Override
    public void tick() {
        final int due = pace.due(clock.getAsLong());
        final Optional<InterfaceAddress> from = network.toward(settings.to());
        for (int i = 0; i < due && from.isPresent(); i++) {
            network.send(from.get().address(), settings.to(),
                    frame -> frame.udp(port, settings.port()).payload(payload));
            sent++;
        }
    }

    /** Whether a datagram is one that came back; it is counted then. */
    boolean isAnswer(final Packet packet) {
        final boolean ours = packet.frame().destinationPort() == port && packet.source().equals(settings.to())
                && packet.frame().sourcePort() == settings.port();
        back += ours ? 1 : 0;
        return ours;
    }

    @Override
    public String report(final double seconds) {
        final String text = settings.label() + ": " + Math.round(sent / seconds) + "/s out, "
                + Math.round(back / seconds) + "/s back";
        sent = 0;
        back = 0;
        return text;
    }
}
