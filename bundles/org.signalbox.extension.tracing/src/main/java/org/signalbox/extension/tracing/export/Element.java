package org.signalbox.extension.tracing.export;

import java.nio.ByteBuffer;
import java.util.function.ToLongFunction;

/** Information elements of a flow. Source: IANA, "IP Flow Information Export (IPFIX) Entities". */
enum Element {
    FLOW_START_MILLISECONDS(152, 8, row -> row[FlowTable.START] / 1_000_000),
    FLOW_END_MILLISECONDS(153, 8, row -> row[FlowTable.LAST] / 1_000_000),
    OCTET_DELTA_COUNT(1, 8, row -> row[FlowTable.NETWORK_BYTES]),
    PACKET_DELTA_COUNT(2, 8, row -> row[FlowTable.PACKETS]),
    LAYER2_OCTET_DELTA_COUNT(352, 8, row -> row[FlowTable.LAYER2_BYTES]),
    INGRESS_INTERFACE(10, 4, row -> FlowKey.port(row) + 1L),
    EGRESS_INTERFACE(14, 4, row -> Math.max(0, row[FlowTable.EGRESS])),
    SOURCE_MAC_ADDRESS(56, 6, FlowKey::sourceMac),
    DESTINATION_MAC_ADDRESS(80, 6, FlowKey::destinationMac),
    VLAN_ID(58, 2, FlowKey::vlan),
    ETHERNET_TYPE(256, 2, FlowKey::etherType),
    FLOW_DIRECTION(61, 1, _ -> 0),
    FLOW_END_REASON(136, 1, row -> row[FlowTable.REASON]),
    IP_VERSION(60, 1, FlowKey::ipVersion),
    PROTOCOL_IDENTIFIER(4, 1, FlowKey::protocol),
    IP_CLASS_OF_SERVICE(5, 1, FlowKey::classOfService),
    TCP_CONTROL_BITS(6, 2, row -> row[FlowTable.TCP_FLAGS]),
    SOURCE_TRANSPORT_PORT(7, 2, FlowKey::sourcePort),
    DESTINATION_TRANSPORT_PORT(11, 2, FlowKey::destinationPort),
    ICMP_TYPE_CODE_IPV4(32, 2, FlowKey::destinationPort),
    ICMP_TYPE_CODE_IPV6(139, 2, FlowKey::destinationPort),
    SOURCE_IPV4_ADDRESS(8, 4, row -> row[4]),
    DESTINATION_IPV4_ADDRESS(12, 4, row -> row[6]),
    SOURCE_IPV6_ADDRESS(27, 16, row -> row[4]),
    DESTINATION_IPV6_ADDRESS(28, 16, row -> row[6]);

    private final int id;
    private final int length;
    private final ToLongFunction<long[]> value;

    Element(final int id, final int length, final ToLongFunction<long[]> value) {
        this.id = id;
        this.length = length;
        this.value = value;
    }

    int id() {
        return id;
    }

    /** In bytes. */
    int length() {
        return length;
    }

    /** Writes what a row says. */
    void write(final ByteBuffer to, final long[] row) {
        final long number = value.applyAsLong(row);
        switch (this) {
            case SOURCE_IPV6_ADDRESS -> to.putLong(row[3]).putLong(number);
            case DESTINATION_IPV6_ADDRESS -> to.putLong(row[5]).putLong(number);
            default -> {
                for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
                    to.put((byte) (number >>> shift));
                }
            }
        }
    }
}
