package org.signalbox.attachment.lab;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;

/** Pings one address for ever. A request without an answer for a second is lost, until the answer comes after all. */
final class PingActivity implements Activity {
    private static final int PAYLOAD = 56;
    private static final long PATIENCE_NANOS = 1_000_000_000L;
    private static final int REMEMBERED = 256;

    private final GuestSettings.Ping settings;
    private final Network network;
    private final LongSupplier clock;
    private final int identifier;
    private final Deque<Request> waiting = new ArrayDeque<>();
    private final long phase;
    private int sequence;
    private long next = Long.MIN_VALUE;
    private long answered;
    private long forgotten;
    private long lastRoundTrip = -1;

    private record Request(int sequence, long sent) {
    }

    PingActivity(final GuestSettings.Ping settings, final Network network, final LongSupplier clock,
            final Random random) {
        this.settings = settings;
        this.network = network;
        this.clock = clock;
        this.identifier = random.nextInt(1 << 16);
        // guests of one lab do not all ping at the same moment
        this.phase = random.nextLong(settings.every().nanos());
    }

    @Override
    public long nextNanos() {
        return next;
    }

    @Override
    public void tick() {
        final long now = clock.getAsLong();
        if (next == Long.MIN_VALUE) {
            next = now + phase;
        } else if (now >= next) {
            next = Math.max(next + settings.every().nanos(), now);
            ping(now);
        }
    }

    private void ping(final long now) {
        final Optional<InterfaceAddress> from = network.toward(settings.to());
        if (from.isPresent()) {
            sequence = sequence + 1 & 0xFFFF;
            if (waiting.size() == REMEMBERED) {
                waiting.remove();
                forgotten++;
            }
            waiting.add(new Request(sequence, now));
            network.send(from.get().address(), settings.to(),
                    frame -> frame.echo(true, identifier, sequence).payload(new byte[PAYLOAD]));
        }
    }

    /** Takes an echo reply, if it is for a request of this one. */
    void answer(final Packet packet) {
        if (packet.frame().echoIdentifier() == identifier && packet.source().equals(settings.to())) {
            final int echoed = packet.frame().echoSequence();
            for (final Request request : waiting) {
                if (request.sequence() == echoed) {
                    waiting.remove(request);
                    answered++;
                    lastRoundTrip = clock.getAsLong() - request.sent();
                    return;
                }
            }
        }
    }

    long answered() {
        return answered;
    }

    long lost() {
        final long now = clock.getAsLong();
        return forgotten + waiting.stream().filter(request -> now - request.sent() >= PATIENCE_NANOS).count();
    }

    @Override
    public String report(final double seconds) {
        final String all = "ping " + settings.to() + ": " + answered + " of " + (answered + lost());
        return answered == 0 ? all : all + String.format(Locale.ROOT, ", %.1f ms", lastRoundTrip / 1e6);
    }
}
