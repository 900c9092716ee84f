package org.signalbox.vswitch.engine;

import java.util.Optional;

import org.signalbox.frame.EtherType;
import org.signalbox.frame.HeaderTable;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.IpProtocol;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.decision.Headers;
import org.signalbox.vswitch.pipeline.FrameSlots;

/** Reads the headers of a parsed slot, without a tag, for people; allocates. */
final class HeaderReader {
    private static final int ARP_OPERATION = 6;
    private static final int TCP_FLAGS = 13;

    private final FrameSlots slots;
    private final int slot;
    private final HeaderTable table;
    private final int network;

    private HeaderReader(final FrameSlots slots, final int slot) {
        this.slots = slots;
        this.slot = slot;
        this.table = slots.headers();
        this.network = table.networkOffset(slot);
    }

    static Headers read(final FrameSlots slots, final int slot) {
        return new HeaderReader(slots, slot).read();
    }

    private Headers read() {
        final int length = slots.length(slot);
        final int type = table.etherType(slot);
        final int protocol = table.ipProtocol(slot);
        final int transport = table.transportOffset(slot);
        final int ports = hasPorts(protocol) ? transport : -1;
        return new Headers(
                length < 12 ? Optional.empty() : Optional.of(new MacAddress(slots.u48(slot, 6))),
                length < 6 ? Optional.empty() : Optional.of(new MacAddress(slots.u48(slot, 0))),
                Optional.empty(), slots.vlan(slot), slots.priority(slot),
                type < EtherType.MINIMUM ? Optional.empty() : Optional.of(type),
                type == EtherType.ARP && network >= 0 && length >= network + ARP_OPERATION + 2
                        ? Optional.of(slots.u16(slot, network + ARP_OPERATION)) : Optional.empty(),
                ip(12, 8), ip(16, 24), dscp(), ttl(),
                protocol < 0 ? Optional.empty() : Optional.of(protocol),
                ports < 0 ? Optional.empty() : Optional.of(slots.u16(slot, ports)),
                ports < 0 ? Optional.empty() : Optional.of(slots.u16(slot, ports + 2)),
                u8(protocol == IpProtocol.TCP && transport >= 0, transport + TCP_FLAGS),
                u8((protocol == IpProtocol.ICMP || protocol == IpProtocol.ICMPV6) && transport >= 0, transport));
    }

    private Optional<IpAddress> ip(final int at4, final int at6) {
        return switch (table.ipVersion(slot)) {
            case 4 -> Optional.of(IpAddress.ofV4(slots.i32(slot, network + at4)));
            case 6 -> Optional.of(IpAddress.ofV6(slots.i64(slot, network + at6), slots.i64(slot, network + at6 + 8)));
            default -> Optional.empty();
        };
    }

    private Optional<Integer> dscp() {
        return switch (table.ipVersion(slot)) {
            case 4 -> Optional.of(slots.u8(slot, network + 1) >>> 2);
            case 6 -> Optional.of(slots.u16(slot, network) >>> 6 & 0x3F);
            default -> Optional.empty();
        };
    }

    private Optional<Integer> ttl() {
        return switch (table.ipVersion(slot)) {
            case 4 -> Optional.of(slots.u8(slot, network + 8));
            case 6 -> Optional.of(slots.u8(slot, network + 7));
            default -> Optional.empty();
        };
    }

    /** A byte of a header that the frame has, as far as that is not cut. */
    private Optional<Integer> u8(final boolean has, final int at) {
        return has && at < slots.length(slot) ? Optional.of(slots.u8(slot, at)) : Optional.empty();
    }

    private static boolean hasPorts(final int protocol) {
        return switch (protocol) {
            case IpProtocol.TCP, IpProtocol.UDP, IpProtocol.SCTP -> true;
            default -> false;
        };
    }
}
