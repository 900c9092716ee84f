package org.signalbox.extension.tracing.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads sFlow version 5 as sflow.org says, and finds fault with what is not so. Knows nothing of who writes it. */
final class SflowDecoder {
    /** A sampled frame. */
    record Frame(int source, int sequence, int rate, int pool, int drops, int input, int output, int frameLength,
            int stripped, byte[] header, int vlan, int priority) {
    }

    /** The generic counters of an interface. */
    record Counters(int source, int ifIndex, int status, long inOctets, int inUnicast, int inDiscards, long outOctets,
            int outUnicast, int outDiscards) {
    }

    final List<Frame> frames = new ArrayList<>();
    final List<Counters> counters = new ArrayList<>();
    final List<InetAddress> agents = new ArrayList<>();
    private final Map<String, Integer> sequences = new HashMap<>();

    void read(final byte[] bytes) throws Exception {
        final ByteBuffer datagram = ByteBuffer.wrap(bytes);
        assertThat(bytes.length).isLessThanOrEqualTo(1_472);
        assertThat(datagram.getInt()).as("version").isEqualTo(5);
        final byte[] address = new byte[datagram.getInt() == 1 ? 4 : 16];
        datagram.get(address);
        agents.add(InetAddress.getByAddress(address));
        follows("datagram " + datagram.getInt(), datagram.getInt());
        assertThat(datagram.getInt()).as("uptime").isGreaterThanOrEqualTo(0);
        final int samples = datagram.getInt();
        assertThat(samples).isPositive();
        for (int k = 0; k < samples; k++) {
            final int type = datagram.getInt();
            final ByteBuffer sample = opaque(datagram);
            switch (type) {
                case 1 -> frame(sample);
                case 2 -> counters(sample);
                default -> throw new AssertionError("found a sample of type " + type);
            }
            assertThat(sample.hasRemaining()).isFalse();
        }
        assertThat(datagram.hasRemaining()).isFalse();
    }

    private void follows(final String what, final int sequence) {
        assertThat(sequence).as(what).isEqualTo(sequences.merge(what, 1, Integer::sum));
    }

    private static ByteBuffer opaque(final ByteBuffer from) {
        final int length = from.getInt();
        final ByteBuffer slice = from.slice(from.position(), length);
        final int padded = length + 3 & ~3;
        from.position(from.position() + padded);
        return slice;
    }

    private void frame(final ByteBuffer sample) {
        final int sequence = sample.getInt();
        final int source = sample.getInt();
        follows("flow of " + source, sequence);
        final int rate = sample.getInt();
        final int pool = sample.getInt();
        final int drops = sample.getInt();
        final int input = sample.getInt();
        final int output = sample.getInt();
        assertThat(sample.getInt()).as("records").isEqualTo(2);
        assertThat(sample.getInt()).as("sampled header").isEqualTo(1);
        final ByteBuffer raw = opaque(sample);
        assertThat(raw.getInt()).as("Ethernet").isEqualTo(1);
        final int length = raw.getInt();
        final int stripped = raw.getInt();
        final ByteBuffer opaque = opaque(raw);
        final byte[] header = new byte[opaque.remaining()];
        opaque.get(header);
        assertThat(raw.hasRemaining()).isFalse();
        assertThat(sample.getInt()).as("extended switch").isEqualTo(1001);
        final ByteBuffer extended = opaque(sample);
        frames.add(new Frame(source, sequence, rate, pool, drops, input, output, length, stripped, header,
                extended.getInt(), extended.getInt()));
        assertThat(extended.remaining()).isEqualTo(8);
    }

    private void counters(final ByteBuffer sample) {
        final int sequence = sample.getInt();
        final int source = sample.getInt();
        follows("counters of " + source, sequence);
        assertThat(sample.getInt()).as("records").isEqualTo(1);
        assertThat(sample.getInt()).as("generic").isEqualTo(1);
        final ByteBuffer of = opaque(sample);
        final int index = of.getInt();
        assertThat(of.getInt()).as("ethernetCsmacd").isEqualTo(6);
        of.getLong();
        of.getInt();
        final int status = of.getInt();
        final long inOctets = of.getLong();
        final int inUnicast = of.getInt();
        assertThat(of.getLong()).as("multicast and broadcast are not told apart").isEqualTo(-1L);
        final int inDiscards = of.getInt();
        of.getLong();
        final long outOctets = of.getLong();
        final int outUnicast = of.getInt();
        of.getLong();
        final int outDiscards = of.getInt();
        of.getLong();
        assertThat(of.hasRemaining()).isFalse();
        counters.add(new Counters(source, index, status, inOctets, inUnicast, inDiscards, outOctets, outUnicast,
                outDiscards));
    }
}
