package org.signalbox.extension.filtering;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.signalbox.frame.IpAddress;
import org.signalbox.frame.IpProtocol;
import org.signalbox.vswitch.extension.PortState;

/**
 * A port's flows as bytes, for the stage that takes its place: 52 each, big-endian. The entry's id (8), milliseconds
 * since the last packet (4), state, whether it began inbound (1) or is IPv6 (2), protocol, nothing, local and remote port
 * (2 each), local and remote address (16 each, of IPv4 the last four).
 */
final class FlowRecord {
    static final int VERSION = 1;
    static final int BYTES = 52;

    private static final int INBOUND = 1;
    private static final int IPV6 = 2;

    private FlowRecord() {
    }

    /** All flows of a table; empty if there are none. */
    static Optional<PortState> save(final FlowTable flows) {
        final ByteBuffer buffer = ByteBuffer.allocate(FlowTable.MOST * BYTES);
        flows.visit((key, state, inbound, entry, agedNanos) -> {
            buffer.putLong(flows.entries().id(entry));
            buffer.putInt(Math.clamp(TimeUnit.NANOSECONDS.toMillis(agedNanos), 0, Integer.MAX_VALUE));
            buffer.put((byte) state);
            buffer.put((byte) ((inbound ? INBOUND : 0) | (key[4] >>> 40 == 0 ? 0 : IPV6)));
            buffer.put((byte) (key[4] >>> 32));
            buffer.put((byte) 0);
            buffer.putInt((int) key[4]);
            buffer.putLong(key[0]).putLong(key[1]).putLong(key[2]).putLong(key[3]);
        });
        buffer.flip();
        final byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes.length == 0 ? Optional.empty() : Optional.of(new PortState(VERSION, bytes));
    }

    /**
     * Adds saved flows to a table, those of them that an entry of its policy allows.
     *
     * @return whether the bytes are flows; if not, nothing was added
     */
    static boolean restore(final PortState state, final FlowTable flows) {
        final ByteBuffer buffer = ByteBuffer.wrap(state.data());
        final int count = buffer.remaining() / BYTES;
        if (state.version() != VERSION || buffer.remaining() % BYTES != 0 || count > FlowTable.MOST) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (!isFlow(buffer, i * BYTES)) {
                return false;
            }
        }
        for (int i = 0; i < count; i++) {
            add(buffer, i * BYTES, flows);
        }
        return true;
    }

    private static boolean isFlow(final ByteBuffer buffer, final int at) {
        final int flags = buffer.get(at + 13);
        final boolean v4 = (flags & IPV6) == 0;
        return buffer.getInt(at + 8) >= 0 && buffer.get(at + 12) >= 0 && buffer.get(at + 12) < FlowState.COUNT
                && (flags & ~(INBOUND | IPV6)) == 0 && buffer.get(at + 15) == 0
                && (!v4 || isV4(buffer, at + 20) && isV4(buffer, at + 36));
    }

    private static boolean isV4(final ByteBuffer buffer, final int at) {
        return buffer.getLong(at) == 0 && buffer.getInt(at + 8) == 0;
    }

    private static void add(final ByteBuffer buffer, final int at, final FlowTable flows) {
        final int place = flows.entries().find(buffer.getLong(at));
        if (place == FlowTable.NONE) {
            return;
        }
        final ExtendedAclEntry entry = flows.entries().entry(place);
        final boolean inbound = (buffer.get(at + 13) & INBOUND) != 0;
        final int version = (buffer.get(at + 13) & IPV6) != 0 ? 6 : 4;
        final int protocol = buffer.get(at + 14) & 0xFF;
        final int localPort = buffer.getShort(at + 16) & 0xFFFF;
        final int remotePort = buffer.getShort(at + 18) & 0xFFFF;
        final long[] key = {buffer.getLong(at + 20), buffer.getLong(at + 28), buffer.getLong(at + 36),
            buffer.getLong(at + 44), FlowTable.tail(version, protocol, localPort, remotePort)};
        final boolean ports = protocol == IpProtocol.TCP || protocol == IpProtocol.UDP;
        if (inbound == entry.isInbound() && entry.matches(protocol, address(version, key[0], key[1]),
                address(version, key[2], key[3]), ports ? localPort : AclPorts.NONE,
                ports ? remotePort : AclPorts.NONE)) {
            flows.restore(key, buffer.get(at + 12), inbound, place,
                    TimeUnit.MILLISECONDS.toNanos(buffer.getInt(at + 8)));
        }
    }

    private static IpAddress address(final int version, final long high, final long low) {
        return version == 4 ? IpAddress.ofV4((int) low) : IpAddress.ofV6(high, low);
    }
}
