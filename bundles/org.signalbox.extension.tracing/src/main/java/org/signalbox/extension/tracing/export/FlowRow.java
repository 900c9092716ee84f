package org.signalbox.extension.tracing.export;

import org.signalbox.command.Unit;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;

/**
 * A flow that is counted now.
 *
 * @param portName    where it enters
 * @param egress      where its first frame left; {@code several}, or empty where that is not known or nowhere
 * @param protocol    IP protocol, or the EtherType of other frames
 * @param source      IP address and port, or MAC address
 * @param destination the same
 * @param bytes       on the wire without the tag of the VLAN
 */
public record FlowRow(String switchName, String portName, String egress, int vlan, String protocol, String source,
        String destination, long packets, @Unit("bytes") long bytes, @Unit("ms") long duration) {

    static FlowRow of(final String switchName, final String[] names, final long[] row) {
        final long out = row[FlowTable.EGRESS];
        final boolean ip = FlowKey.ipVersion(row) != 0;
        return new FlowRow(switchName, name(names, FlowKey.port(row)),
                out == FlowTable.SEVERAL ? "several" : name(names, (int) out - 1), FlowKey.vlan(row),
                ip ? Integer.toString(FlowKey.protocol(row)) : String.format("0x%04x", FlowKey.etherType(row)),
                ip ? address(row, 3, FlowKey.sourcePort(row)) : new MacAddress(FlowKey.sourceMac(row)).toString(),
                ip ? address(row, 5, FlowKey.destinationPort(row))
                        : new MacAddress(FlowKey.destinationMac(row)).toString(),
                row[FlowTable.PACKETS], row[FlowTable.LAYER2_BYTES],
                (row[FlowTable.LAST] - row[FlowTable.START]) / 1_000_000);
    }

    private static String name(final String[] names, final int index) {
        return index < 0 || index >= names.length || names[index] == null ? "" : names[index];
    }

    private static String address(final long[] row, final int at, final int port) {
        return FlowKey.ipVersion(row) == 4 ? IpAddress.ofV4((int) row[at + 1]) + ":" + port
                : "[" + IpAddress.ofV6(row[at], row[at + 1]) + "]:" + port;
    }
}
