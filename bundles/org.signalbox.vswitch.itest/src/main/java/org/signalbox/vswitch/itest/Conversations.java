package org.signalbox.vswitch.itest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IcmpType;
import org.signalbox.frame.Icmpv6Type;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.frame.TcpFlags;
import org.signalbox.vswitch.itest.FilterRounds.Frame;

/**
 * Conversations of the machine with others, begun by either side, that take place at the same time: TCP with right
 * sequence numbers, closed, reset, half-closed or left alone; UDP; echoes; errors about them. Between them come strays
 * that belong to none. A second or two may pass, or minutes, never just as long as something is remembered.
 */
final class Conversations {
    private static final MacAddress GUEST = MacAddress.parse("02:00:00:00:01:01");
    private static final MacAddress WORLD = MacAddress.parse("02:00:00:00:02:01");
    private static final int SERVERS = 3;
    /** Of which no remembered time is a multiple. */
    private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(7);

    private final Random random;
    private final boolean timed;
    private final List<List<Frame>> open = new ArrayList<>();
    private int number;

    /** @param timed whether time passes, else no more than microseconds */
    Conversations(final Random random, final boolean timed) {
        this.random = random;
        this.timed = timed;
    }

    /** One of few ports of those that serve. */
    static int service(final Random random) {
        return 80 + random.nextInt(SERVERS);
    }

    /** Frames of so many conversations, mixed; of none that were before. */
    List<Frame> mixed(final int conversations) {
        final List<Frame> mixed = new ArrayList<>();
        for (int k = 0; k < conversations; k++) {
            open.add(new Conversation().frames());
        }
        while (!open.isEmpty()) {
            final List<Frame> next = open.get(random.nextInt(open.size()));
            final Frame frame = next.removeFirst();
            mixed.add(timed && random.nextInt(8) == 0
                    ? new Frame(frame.inbound(), frame.bytes(), STEP_NANOS * (1 + random.nextInt(
                            random.nextInt(6) == 0 ? 40 : 3)))
                    : frame);
            open.remove(List.of());
        }
        return mixed;
    }

    /** Two ends and what they say to each other. */
    private final class Conversation {
        private final boolean inbound = random.nextBoolean();
        private final boolean v4 = random.nextInt(3) > 0;
        private final IpAddress guest = address(0);
        private final IpAddress other = address(1);
        private final int port = 40_000 + ++number;
        private final int service = service(random);
        private final List<Frame> frames = new ArrayList<>();
        private int sent = random.nextInt();
        private int returned = random.nextInt();

        private IpAddress address(final int side) {
            final int station = 1 + random.nextInt(SERVERS);
            return v4 ? IpAddress.parse("10." + side + ".0." + station)
                    : IpAddress.parse("2001:db8:" + side + "::" + station);
        }

        List<Frame> frames() {
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> tcp();
                case 4, 5 -> udp();
                case 6 -> echo();
                default -> strays();
            }
            return frames;
        }

        /** A packet of the side that began, or one back. */
        private FrameBuilder packet(final boolean back) {
            final boolean toGuest = inbound != back;
            final FrameBuilder builder = new FrameBuilder().ethernet(toGuest ? GUEST : WORLD, toGuest ? WORLD : GUEST);
            final IpAddress from = toGuest ? other : guest;
            final IpAddress to = toGuest ? guest : other;
            return v4 ? builder.ipv4(from, to) : builder.ipv6(from, to);
        }

        private void say(final boolean back, final FrameBuilder builder) {
            frames.add(new Frame(inbound != back, builder.payload(new byte[0]).build(), 0));
        }

        private void tcp() {
            segment(false, TcpFlags.SYN, 0);
            if (random.nextInt(6) == 0) {
                frames.add(frames.getLast());
            }
            sent++;
            if (random.nextInt(8) == 0) {
                refuse();
                return;
            }
            segment(true, TcpFlags.SYN | TcpFlags.ACK, 0);
            returned++;
            segment(false, TcpFlags.ACK, 0);
            for (int turns = random.nextInt(6); turns > 0; turns--) {
                segment(random.nextBoolean(), TcpFlags.ACK | TcpFlags.PSH, 1 + random.nextInt(100));
            }
            final boolean back = random.nextBoolean();
            switch (random.nextInt(4)) {
                case 0 -> segment(back, TcpFlags.RST | TcpFlags.ACK, 0);
                case 1, 2 -> close(back);
                default -> segment(back, TcpFlags.ACK, 0);
            }
        }

        private void refuse() {
            if (random.nextBoolean()) {
                segment(true, TcpFlags.RST | TcpFlags.ACK, 0);
            } else {
                error(false);
            }
        }

        private void close(final boolean back) {
            end(back);
            segment(!back, TcpFlags.ACK, random.nextInt(50));
            if (random.nextInt(4) > 0) {
                end(!back);
                segment(back, TcpFlags.ACK, 0);
            }
        }

        private void end(final boolean back) {
            segment(back, TcpFlags.FIN | TcpFlags.ACK, 0);
            if (back) {
                returned++;
            } else {
                sent++;
            }
        }

        private void segment(final boolean back, final int flags, final int bytes) {
            final int acknowledged = (flags & TcpFlags.ACK) == 0 ? 0 : back ? sent : returned;
            say(back, packet(back).tcp(back ? service : port, back ? port : service, back ? returned : sent,
                    acknowledged, flags, 30_000).payload(new byte[bytes]));
            if (back) {
                returned += bytes;
            } else {
                sent += bytes;
            }
        }

        private void udp() {
            for (int turns = 1 + random.nextInt(6); turns > 0; turns--) {
                final boolean back = !frames.isEmpty() && random.nextBoolean();
                say(back, packet(back).udp(back ? service : port, back ? port : service));
            }
            if (random.nextInt(3) == 0) {
                error(false);
            }
        }

        private void echo() {
            for (int turns = 0; turns < 1 + random.nextInt(3); turns++) {
                say(false, packet(false).echo(true, port, turns));
                say(true, packet(true).echo(false, port, turns));
            }
        }

        /** What an end says of the first packet of the other, or of one that never was; as much of it as is usual. */
        private void error(final boolean stray) {
            final byte[] first = stray ? packet(false).udp(port, service).build() : frames.getFirst().bytes();
            say(true, packet(true).icmp(v4 ? IcmpType.DESTINATION_UNREACHABLE : Icmpv6Type.DESTINATION_UNREACHABLE,
                    v4 ? 3 : 4, 0).payload(Arrays.copyOfRange(first, 14, v4 ? 42 : first.length)));
        }

        /** What nobody asked for. */
        private void strays() {
            switch (random.nextInt(5)) {
                case 0 -> segment(true, TcpFlags.SYN | TcpFlags.ACK, 0);
                case 1 -> segment(true, TcpFlags.ACK, 10);
                case 2 -> segment(true, TcpFlags.RST, 0);
                case 3 -> say(true, packet(true).echo(false, port, 1));
                default -> error(true);
            }
        }
    }
}
