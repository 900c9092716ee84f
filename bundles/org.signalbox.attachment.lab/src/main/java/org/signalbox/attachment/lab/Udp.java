package org.signalbox.attachment.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

import org.signalbox.frame.IcmpType;

/** A guest's UDP: echo, load that comes back, and word to the sender when nobody listens. DHCP is seen to before. */
final class Udp {
    private static final int PORT_UNREACHABLE = 3;
    private static final int QUOTED_BYTES = 8;
    private static final long UNREACHABLE_NANOS = 100_000_000L;

    private final Network network;
    private final LongSupplier clock;
    private final boolean echo;
    private final List<UdpLoad> loads = new ArrayList<>();
    private long nextUnreachable = Long.MIN_VALUE;

    Udp(final Network network, final LongSupplier clock, final boolean echo) {
        this.network = network;
        this.clock = clock;
        this.echo = echo;
    }

    void add(final UdpLoad load) {
        loads.add(load);
    }

    /** Takes a packet with a UDP header. */
    void take(final Packet packet) {
        if (!packet.toUs() || packet.payloadLength() < 0) {
            return;
        }
        final int from = packet.frame().sourcePort();
        final int to = packet.frame().destinationPort();
        if (echo && to == Guest.ECHO_PORT) {
            // two echo services would never stop
            if (from != Guest.ECHO_PORT) {
                network.send(packet.destination(), packet.source(), frame -> frame.udp(to, from)
                        .payload(packet.memory(), packet.payload(), packet.payloadLength()));
            }
        } else if (loads.stream().noneMatch(load -> load.isAnswer(packet))) {
            refuse(packet);
        }
    }

    /** Tells the sender, ten times a second at most (RFC 1812 section 4.3.2.8). */
    private void refuse(final Packet packet) {
        final long now = clock.getAsLong();
        if (now >= nextUnreachable) {
            nextUnreachable = now + UNREACHABLE_NANOS;
            final int network4 = packet.frame().networkOffset();
            final int quoted = packet.frame().transportOffset() - network4 + QUOTED_BYTES;
            network.send(packet.destination(), packet.source(),
                    frame -> frame.icmp(IcmpType.DESTINATION_UNREACHABLE, PORT_UNREACHABLE, 0)
                            .payload(packet.memory(), packet.offset() + network4, quoted));
        }
    }
}
