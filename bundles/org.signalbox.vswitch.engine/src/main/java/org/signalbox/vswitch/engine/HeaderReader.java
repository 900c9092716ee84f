package org.signalbox.vswitch.engine;

import java.util.Optional;

import org.signalbox.frame.EtherType;
import org.signalbox.frame.HeaderTable;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.IpProtocol;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.decision.Headers;
import org.signalbox.vswitch.pipeline.FrameSlots;

/** Reads the headers of a parsed slot for people; allocates. */
final class HeaderReader {
    private HeaderReader() {
    }

    static Headers read(final FrameSlots slots, final int slot) {
        final HeaderTable table = slots.headers();
        final int length = slots.length(slot);
        final int type = table.etherType(slot);
        final int protocol = table.ipProtocol(slot);
        final int transport = hasPorts(protocol) ? table.transportOffset(slot) : -1;
        return new Headers(
                length < 12 ? Optional.empty() : Optional.of(new MacAddress(slots.u48(slot, 6))),
                length < 6 ? Optional.empty() : Optional.of(new MacAddress(slots.u48(slot, 0))),
                slots.vlan(slot),
                type < EtherType.MINIMUM ? Optional.empty() : Optional.of(type),
                ip(slots, slot, 12, 8),
                ip(slots, slot, 16, 24),
                protocol < 0 ? Optional.empty() : Optional.of(protocol),
                transport < 0 ? Optional.empty() : Optional.of(slots.u16(slot, transport)),
                transport < 0 ? Optional.empty() : Optional.of(slots.u16(slot, transport + 2)));
    }

    private static Optional<IpAddress> ip(final FrameSlots slots, final int slot, final int at4, final int at6) {
        final int network = slots.headers().networkOffset(slot);
        return switch (slots.headers().ipVersion(slot)) {
            case 4 -> Optional.of(IpAddress.ofV4(slots.i32(slot, network + at4)));
            case 6 -> Optional.of(IpAddress.ofV6(slots.i64(slot, network + at6), slots.i64(slot, network + at6 + 8)));
            default -> Optional.empty();
        };
    }

    private static boolean hasPorts(final int protocol) {
        return switch (protocol) {
            case IpProtocol.TCP, IpProtocol.UDP, IpProtocol.SCTP -> true;
            default -> false;
        };
    }
}
