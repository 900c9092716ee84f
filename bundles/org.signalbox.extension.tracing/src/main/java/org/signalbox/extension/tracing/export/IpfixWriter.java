package org.signalbox.extension.tracing.export;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Writes IPFIX messages of one observation domain: RFC 7011. Sets of records of one kind fill a message until it is
 * full or {@link #flush}ed. Used by one thread.
 */
final class IpfixWriter {
    /** Longest message in bytes: fits an Ethernet of 1500 with room for a tunnel. RFC 7011, 10.3.3. */
    static final int MAX_BYTES = 1_400;

    private static final int VERSION = 10;
    private static final int HEADER = 16;
    private static final int SET_HEADER = 4;
    private static final int TEMPLATE_SET = 2;
    private static final int OPTIONS_TEMPLATE_SET = 3;
    private static final int NONE = 0;

    // options: what interfaces are called, and what became of what was counted (RFC 7011, 4.1 and 4.2)
    private static final int INTERFACES = 261;
    private static final int STATISTICS = 262;
    private static final int INTERFACE_NAME = 82;
    private static final int VARIABLE = 65_535;
    private static final int MAX_NAME = 254;
    private static final int OBSERVATION_DOMAIN_ID = 149;
    private static final int EXPORTED_MESSAGES = 41;
    private static final int EXPORTED_FLOW_RECORDS = 42;
    private static final int IGNORED_PACKETS = 164;
    private static final int IGNORED_OCTETS = 165;
    private static final int STATISTICS_BYTES = 4 + 4 * 8;

    private final int domain;
    private final Consumer<ByteBuffer> sent;
    private final ByteBuffer message = ByteBuffer.allocate(MAX_BYTES);
    private int set = NONE;
    private int setStart;
    private long seconds;
    private int sequence;
    private int records;
    private long messages;
    private long flows;

    /**
     * @param domain observation domain, 32 bits
     * @param sent   takes each message when it is done; the buffer is used again
     */
    IpfixWriter(final int domain, final Consumer<ByteBuffer> sent) {
        this.domain = domain;
        this.sent = sent;
    }

    /** The time of day of what is written from now on, nanoseconds since the epoch. */
    void at(final long timeOfDay) {
        seconds = timeOfDay / 1_000_000_000L;
    }

    /** Messages that were handed over. */
    long messages() {
        return messages;
    }

    /** Flows that were written. */
    long flows() {
        return flows;
    }

    /** What records look like. A collector that has not got these understands none of them. */
    void templates() {
        flush();
        for (final FlowTemplate template : FlowTemplate.all()) {
            begin(TEMPLATE_SET, SET_HEADER + 4 * template.elements().size());
            message.putShort((short) template.id()).putShort((short) template.elements().size());
            template.elements().forEach(each -> field(each.id(), each.length()));
        }
        begin(OPTIONS_TEMPLATE_SET, 6 + 2 * 4);
        message.putShort((short) INTERFACES).putShort((short) 2).putShort((short) 1);
        field(Element.INGRESS_INTERFACE.id(), Element.INGRESS_INTERFACE.length());
        field(INTERFACE_NAME, VARIABLE);
        begin(OPTIONS_TEMPLATE_SET, 6 + 5 * 4);
        message.putShort((short) STATISTICS).putShort((short) 5).putShort((short) 1);
        field(OBSERVATION_DOMAIN_ID, 4);
        field(EXPORTED_MESSAGES, 8);
        field(EXPORTED_FLOW_RECORDS, 8);
        field(IGNORED_PACKETS, 8);
        field(IGNORED_OCTETS, 8);
        flush();
    }

    private void field(final int id, final int length) {
        message.putShort((short) id).putShort((short) length);
    }

    /** A flow that has ended. */
    void flow(final long[] row) {
        final FlowTemplate template = FlowTemplate.of(row);
        begin(template.id(), template.length());
        template.elements().forEach(each -> each.write(message, row));
        records++;
        flows++;
    }

    /** What an interface is called; cut to {@value #MAX_NAME} bytes. */
    void interfaceName(final int index, final String name) {
        final byte[] text = name.getBytes(StandardCharsets.UTF_8);
        final int length = Math.min(text.length, MAX_NAME);
        begin(INTERFACES, 5 + length);
        message.putInt(index).put((byte) length).put(text, 0, length);
        records++;
    }

    /** What became of what was counted so far. */
    void statistics(final long ignoredPackets, final long ignoredBytes) {
        begin(STATISTICS, STATISTICS_BYTES);
        message.putInt(domain).putLong(messages).putLong(flows).putLong(ignoredPackets).putLong(ignoredBytes);
        records++;
    }

    /** Makes room for a record in a set of this identifier. */
    private void begin(final int id, final int bytes) {
        final int more = bytes + (id == set ? 0 : SET_HEADER + 3);
        if (message.position() + more > MAX_BYTES) {
            flush();
        }
        if (message.position() == 0) {
            message.position(HEADER);
        }
        if (id != set) {
            endSet();
            set = id;
            setStart = message.position();
            message.putShort((short) id).putShort((short) 0);
        }
    }

    /** A set ends at a multiple of four bytes. RFC 7011, 3.3.1. */
    private void endSet() {
        if (set != NONE) {
            while ((message.position() - setStart) % 4 != 0 && message.hasRemaining()) {
                message.put((byte) 0);
            }
            message.putShort(setStart + 2, (short) (message.position() - setStart));
            set = NONE;
        }
    }

    /** Hands the message over that was begun, if one was. */
    void flush() {
        if (message.position() > HEADER) {
            endSet();
            message.putShort(0, (short) VERSION).putShort(2, (short) message.position()).putInt(4, (int) seconds)
                    .putInt(8, sequence).putInt(12, domain);
            sequence += records;
            records = 0;
            messages++;
            sent.accept(message.flip());
        }
        message.clear();
    }
}
