package org.signalbox.testkit;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.signalbox.frame.EtherType;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.frame.TcpFlags;

/** Frames for tests. Stations have numbers, from which their addresses follow. */
public final class Frames {
    private static final int STATIONS = 8;
    private static final int LONGEST = 1514;
    private static final int ETHERNET = 14;
    private static final int[] TYPES = {EtherType.IPV4, EtherType.IPV6, EtherType.ARP, EtherType.VLAN, 0x88A8, 0, 1500,
        0xFFFF};

    private Frames() {
    }

    /** The MAC address of a station, such as 02:00:00:00:00:07, a local one. */
    public static MacAddress mac(final int station) {
        return new MacAddress(0x0200_0000_0000L + within(station));
    }

    /** The IPv4 address of a station, such as 10.0.0.7. */
    public static IpAddress ipv4(final int station) {
        return IpAddress.ofV4(0x0A00_0000 + within(station));
    }

    /** The IPv6 address of a station, such as fd00::7. */
    public static IpAddress ipv6(final int station) {
        return IpAddress.ofV6(0xFD00_0000_0000_0000L, within(station));
    }

    private static int within(final int station) {
        if (station < 1 || station > 65_534) {
            throw new IllegalArgumentException("found station " + station + ", expected 1 to 65534");
        }
        return station;
    }

    /** An IPv4 packet from one station to another, to be completed: {@code between(1, 2).udp(1000, 53).build()}. */
    public static FrameBuilder between(final int from, final int to) {
        return new FrameBuilder().ethernet(mac(to), mac(from)).ipv4(ipv4(from), ipv4(to));
    }

    /** An ARP request of a station for the address of another, as broadcast. */
    public static byte[] arpRequest(final int from, final int wanted) {
        return new FrameBuilder().ethernet(MacAddress.BROADCAST, mac(from))
                .arp(1, mac(from), ipv4(from), new MacAddress(0), ipv4(wanted)).pad(60).build();
    }

    /**
     * Valid frames without end between eight stations, with and without tags: ARP, and ICMP, UDP and TCP over IPv4 and
     * IPv6, with payloads up to 1000 bytes. The same seed gives the same frames.
     */
    public static Stream<byte[]> random(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        return Stream.generate(() -> valid(random));
    }

    /**
     * Frames without end that are wrong in one way or another: cut anywhere, also to nothing, bytes changed, lengths
     * and types that lie, tags on tags, and noise; a few are left as they are. The same seed gives the same frames.
     */
    public static Stream<byte[]> hostile(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        return Stream.generate(() -> spoiled(valid(random), random));
    }

    private static byte[] valid(final SplittableRandom random) {
        final int from = random.nextInt(1, STATIONS + 1);
        final int to = random.nextInt(1, STATIONS + 1);
        if (random.nextInt(8) == 0) {
            return arpRequest(from, to);
        }
        final FrameBuilder frame = new FrameBuilder().ethernet(
                random.nextInt(8) == 0 ? MacAddress.BROADCAST : mac(to), mac(from));
        if (random.nextInt(8) == 0) {
            frame.vlan(random.nextInt(1, 4095));
        }
        final boolean six = random.nextInt(3) == 0;
        if (six) {
            frame.ipv6(ipv6(from), ipv6(to));
        } else {
            frame.ipv4(ipv4(from), ipv4(to));
        }
        switch (random.nextInt(3)) {
            case 0 -> frame.echo(random.nextBoolean(), random.nextInt(65_536), random.nextInt(65_536));
            case 1 -> frame.udp(random.nextInt(1, 65_536), random.nextInt(1, 65_536));
            default -> frame.tcp(random.nextInt(1, 65_536), random.nextInt(1, 65_536), random.nextInt(),
                    random.nextInt(), TcpFlags.ACK, random.nextInt(65_536));
        }
        final byte[] payload = new byte[random.nextInt(1001)];
        random.nextBytes(payload);
        return frame.payload(payload).pad(60).build();
    }

    private static byte[] spoiled(final byte[] frame, final SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(frame, random.nextInt(frame.length));
            case 1 -> changed(frame, random);
            case 2 -> {
                final int type = TYPES[random.nextInt(TYPES.length)];
                frame[12] = (byte) (type >> 8);
                frame[13] = (byte) type;
                yield frame;
            }
            case 3 -> tagged(frame, random.nextInt(1, 9), random);
            case 4 -> {
                final byte[] noise = new byte[random.nextInt(LONGEST + 1)];
                random.nextBytes(noise);
                yield noise;
            }
            default -> frame;
        };
    }

    /** Bytes of the headers behind the addresses become others: lengths, versions, fragments, protocols. */
    private static byte[] changed(final byte[] frame, final SplittableRandom random) {
        for (int k = random.nextInt(1, 4); k > 0; k--) {
            frame[random.nextInt(ETHERNET, 60)] = (byte) random.nextInt(256);
        }
        return frame;
    }

    private static byte[] tagged(final byte[] frame, final int tags, final SplittableRandom random) {
        final byte[] out = new byte[frame.length + 4 * tags];
        System.arraycopy(frame, 0, out, 0, 12);
        for (int k = 0; k < tags; k++) {
            out[12 + 4 * k] = (byte) 0x81;
            out[14 + 4 * k] = (byte) random.nextInt(256);
            out[15 + 4 * k] = (byte) random.nextInt(256);
        }
        System.arraycopy(frame, 12, out, 12 + 4 * tags, frame.length - 12);
        return out;
    }
}
