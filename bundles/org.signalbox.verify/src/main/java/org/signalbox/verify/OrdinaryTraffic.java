package org.signalbox.verify;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.frame.TcpFlags;

/**
 * Flows as a network has them: ARP, IPv4 and IPv6 with UDP, TCP and ICMP, tagged and untagged, between the ports of
 * {@link Lab}. Every frame ends with a mark that names its flow and its number there, which nothing but a rewrite of
 * its data takes away.
 */
final class OrdinaryTraffic {
    static final int FLOWS = 13;
    /** Bytes of the mark. */
    static final int MARK = 12;

    private static final int MAGIC = 0x53_42_76_66;
    private static final int MIX = 0x9E37_79B1;
    private static final int LONGEST_FILL = 600;
    private static final int NEW_EVERY = 16;
    private static final long START_NANOS = 1_700_000_000_000_000_000L;
    // sources and destinations of flows, ports of the lab
    private static final int[] FROM = {Lab.A, Lab.B, Lab.A, Lab.C, Lab.B, Lab.C, Lab.A, Lab.B, Lab.C, Lab.A, Lab.ACCESS,
        Lab.TRUNK, Lab.B};
    private static final int[] TO = {Lab.B, Lab.A, Lab.C, Lab.A, Lab.C, Lab.B, Lab.B, Lab.A, Lab.A, Lab.B, Lab.TRUNK,
        Lab.ACCESS, Lab.C};

    private final Random random;
    private final FrameBuilder builder = new FrameBuilder();

    OrdinaryTraffic(final long seed) {
        this.random = new Random(seed);
    }

    /** Frames of all flows, shuffled, a microsecond after one another. */
    List<Sent> frames(final int count) {
        final List<Sent> sent = new ArrayList<>();
        final int[] next = new int[FLOWS];
        for (int i = 0; i < count; i++) {
            final int flow = random.nextInt(FLOWS);
            final int number = next[flow]++;
            sent.add(new Sent(flow, number, FROM[flow], START_NANOS + i * 1_000L,
                    frame(flow, number, random.nextInt(8) == 0 ? LONGEST_FILL : random.nextInt(40))));
        }
        return sent;
    }

    /** One frame of each flow, as short as it can be. */
    List<byte[]> shortest() {
        final List<byte[]> frames = new ArrayList<>();
        for (int flow = 0; flow < FLOWS; flow++) {
            frames.add(frame(flow, 0, 0));
        }
        return frames;
    }

    /** Which frame of which flow a frame is by its mark: flow and number; null without a mark. */
    static FlowMark mark(final byte[] frame) {
        if (frame.length < MARK) {
            return null;
        }
        final ByteBuffer mark = ByteBuffer.wrap(frame, frame.length - MARK, MARK);
        final int sum = mark.getInt();
        final FlowMark read = new FlowMark(mark.getInt(), mark.getInt());
        return sum == read.sum() ? read : null;
    }

    /** The name of a frame of the traffic. */
    record FlowMark(int flow, int number) {
        /** Differs as soon as one byte of the mark does. */
        int sum() {
            return MAGIC ^ (31 * flow + number) * MIX;
        }
    }

    private byte[] frame(final int flow, final int number, final int fill) {
        final int from = FROM[flow];
        final int to = TO[flow];
        builder.ethernet(flow == 8 ? MacAddress.BROADCAST : Lab.mac(to), Lab.mac(from));
        if (from == Lab.TRUNK) {
            builder.vlan(Lab.VLAN);
        } else if (flow == 9) {
            builder.vlan(0);
        }
        switch (flow) {
            case 0, 9 -> builder.ipv4(v4(from), v4(to)).udp(4_000 + flow, 53);
            case 1, 10 -> builder.ipv4(v4(from), v4(to)).tcp(5_000 + flow, 443, number, 1, flags(number), 1_024);
            case 2, 11 -> builder.ipv6(v6(from), v6(to)).udp(6_000 + flow, 123);
            case 3, 12 -> builder.ipv6(v6(from), v6(to)).tcp(7_000 + flow, 80, number, 1, flags(number), 512);
            case 4 -> builder.ipv4(v4(from), v4(to)).echo(true, 7, number & 0xFFFF);
            case 5 -> builder.ipv6(v6(from), v6(to)).echo(true, 9, number & 0xFFFF);
            case 6 -> builder.ipv4(v4(from), v4(to)).udp(8_000, 67).checksum(0);
            case 7 -> builder.ipv4(v4(from), v4(to)).ipv4Options(new byte[] {1, 1, 1, 1}).udp(9_000, 9_001);
            default -> builder.arp(1, Lab.mac(from), v4(from), new MacAddress(0), v4(to));
        }
        final byte[] data = new byte[fill + MARK];
        random.nextBytes(data);
        ByteBuffer.wrap(data, fill, MARK).putInt(new FlowMark(flow, number).sum()).putInt(flow).putInt(number);
        return builder.payload(data).build();
    }

    /** Now and then a flow begins anew. */
    private static int flags(final int number) {
        return number % NEW_EVERY == 0 ? TcpFlags.SYN : TcpFlags.ACK;
    }

    private static IpAddress v4(final int port) {
        return IpAddress.ofV4(0x0A000001 + port);
    }

    private static IpAddress v6(final int port) {
        return IpAddress.ofV6(0xFD00_0000_0000_0000L, 1L + port);
    }
}
