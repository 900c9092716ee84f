package org.signalbox.extension.tracing.export;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.signalbox.frame.IpAddress;
import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.PortStatus;

/**
 * Writes sFlow version 5 datagrams of one agent and sub-agent: sflow.org, "sFlow Version 5". Samples fill a datagram
 * until it is full or {@link #flush}ed. Interfaces are told by index, plus 1. Used by one thread.
 */
final class SflowWriter {
    /** Longest datagram in bytes; see {@link IpfixWriter#MAX_BYTES}. */
    static final int MAX_BYTES = 1_400;

    private static final int VERSION = 5;
    private static final int FLOW_SAMPLE = 1;
    private static final int COUNTERS_SAMPLE = 2;
    private static final int RAW_HEADER = 1;
    private static final int EXTENDED_SWITCH = 1_001;
    private static final int ETHERNET = 1;
    private static final int FRAME_CHECK_SEQUENCE = 4;
    private static final int FLOW_BYTES = 2 * 4 + 8 * 4 + 2 * 4 + 4 * 4 + 2 * 4 + 4 * 4;
    private static final int GENERIC_COUNTERS = 1;
    private static final int GENERIC_BYTES = 88;
    private static final int ETHERNET_CSMACD = 6;
    private static final int FULL_DUPLEX = 1;
    private static final int ADMIN_UP = 1;
    private static final int OPER_UP = 2;
    /** What is not counted. */
    private static final int UNKNOWN = -1;

    private final int subAgent;
    private final int rate;
    private final Consumer<ByteBuffer> sent;
    private final ByteBuffer datagram = ByteBuffer.allocate(MAX_BYTES);
    private final Map<Integer, Integer> flowSequences = new HashMap<>();
    private final Map<Integer, Integer> counterSequences = new HashMap<>();
    private IpAddress agent = IpAddress.ofV4(0);
    private long startNanos;
    private long nowNanos;
    private int countAt;
    private int samples;
    private int sequence;

    /**
     * @param subAgent tells apart what one agent's switches say
     * @param rate     of sampling
     * @param sent     takes each datagram when it is done; the buffer is used again
     */
    SflowWriter(final int subAgent, final int rate, final Consumer<ByteBuffer> sent) {
        this.subAgent = subAgent;
        this.rate = rate;
        this.sent = sent;
    }

    /** Who says what is written from now on, and when, by a clock that nobody sets: it only tells how long it works. */
    void at(final IpAddress from, final long time) {
        agent = from;
        nowNanos = time;
        startNanos = startNanos == 0 ? time : startNanos;
    }

    /** A sampled frame. Where it goes is not known yet. */
    void frame(final SampleRing.Sample sample) {
        final byte[] header = sample.header();
        final int padded = header.length + 3 & ~3;
        begin(FLOW_BYTES + padded);
        final int index = sample.port() + 1;
        datagram.putInt(FLOW_SAMPLE).putInt(FLOW_BYTES - 8 + padded)
                .putInt(flowSequences.merge(index, 1, Integer::sum)).putInt(index).putInt(rate)
                .putInt((int) sample.pool()).putInt((int) sample.drops()).putInt(index).putInt(0).putInt(2);
        datagram.putInt(RAW_HEADER).putInt(16 + padded).putInt(ETHERNET)
                .putInt(sample.wireLength() + FRAME_CHECK_SEQUENCE).putInt(FRAME_CHECK_SEQUENCE)
                .putInt(header.length).put(header).put(new byte[padded - header.length]);
        datagram.putInt(EXTENDED_SWITCH).putInt(16).putInt(sample.vlan()).putInt(sample.priority())
                .putInt(sample.vlan()).putInt(sample.priority());
    }

    /** The counters of a port, as the switch has them. Unicast stands for all frames: kinds are not told apart. */
    void counters(final int port, final PortStatus status) {
        begin(5 * 4 + 8 + GENERIC_BYTES);
        final int index = port + 1;
        datagram.putInt(COUNTERS_SAMPLE).putInt(3 * 4 + 8 + GENERIC_BYTES)
                .putInt(counterSequences.merge(index, 1, Integer::sum)).putInt(index).putInt(1);
        datagram.putInt(GENERIC_COUNTERS).putInt(GENERIC_BYTES).putInt(index).putInt(ETHERNET_CSMACD).putLong(0)
                .putInt(FULL_DUPLEX).putInt(status.link() == LinkState.UP ? ADMIN_UP | OPER_UP
                        : status.link() == LinkState.DOWN ? ADMIN_UP : 0);
        datagram.putLong(status.received().bytes()).putInt((int) status.received().frames()).putInt(UNKNOWN)
                .putInt(UNKNOWN).putInt(drops(status, Direction.INGRESS)).putInt(UNKNOWN).putInt(UNKNOWN);
        datagram.putLong(status.delivered().bytes()).putInt((int) status.delivered().frames()).putInt(UNKNOWN)
                .putInt(UNKNOWN).putInt(drops(status, Direction.EGRESS)).putInt(UNKNOWN).putInt(0);
    }

    private static int drops(final PortStatus status, final Direction direction) {
        return (int) status.drops().stream().filter(each -> each.direction() == direction)
                .mapToLong(DropCount::count).sum();
    }

    private void begin(final int bytes) {
        if (datagram.position() + bytes > MAX_BYTES) {
            flush();
        }
        if (datagram.position() == 0) {
            datagram.putInt(VERSION).putInt(agent.version() == 4 ? 1 : 2).put(agent.toBytes()).putInt(subAgent)
                    .putInt(++sequence).putInt((int) ((nowNanos - startNanos) / 1_000_000));
            countAt = datagram.position();
            datagram.putInt(0);
        }
        samples++;
    }

    /** Hands the datagram over that was begun, if one was. */
    void flush() {
        if (datagram.position() > 0) {
            datagram.putInt(countAt, samples);
            samples = 0;
            sent.accept(datagram.flip());
        }
        datagram.clear();
    }
}
