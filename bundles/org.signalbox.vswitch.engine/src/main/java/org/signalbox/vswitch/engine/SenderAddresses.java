package org.signalbox.vswitch.engine;

import java.util.Arrays;

import org.signalbox.frame.EtherType;
import org.signalbox.vswitch.pipeline.FrameSlots;

/**
 * The IP addresses that ports with a limit were seen to send from: of IPv4 and IPv6 packets the source, of ARP for
 * Ethernet and IPv4 the sender's protocol address; the unspecified addresses do not count. They are remembered while
 * the port's limit stays what it is. Source: Microsoft, {@code Set-VMNetworkAdapter -DynamicIPAddressLimit}.
 */
final class SenderAddresses {
    private static final int ARP_LENGTH = 28;
    // hardware type Ethernet, protocol type IPv4
    private static final int ARP_KINDS = 1 << 16 | EtherType.IPV4;
    // six octets of hardware address, four of protocol address
    private static final int ARP_LENGTHS = 0x0604;

    /** What a port may send from. */
    private static final class Known {
        private final int limit;
        private final long[] highs;
        private final long[] lows;
        private int count;

        private Known(final int limit) {
            this.limit = limit;
            this.highs = new long[limit];
            this.lows = new long[limit];
        }

        private boolean admits(final long high, final long low) {
            for (int k = 0; k < count; k++) {
                if (lows[k] == low && highs[k] == high) {
                    return true;
                }
            }
            if (count == limit) {
                return false;
            }
            highs[count] = high;
            lows[count++] = low;
            return true;
        }
    }

    // the high half of an IPv4 address: a multicast address in IPv6, and so no sender's
    private static final long V4 = -1;

    private Known[] byPort = {};

    /** Takes on the limits of a table. */
    void limit(final PortTable ports) {
        byPort = Arrays.copyOf(byPort, ports.size());
        for (int port = 0; port < byPort.length; port++) {
            final int limit = ports.exists(port) ? ports.port(port).spec().limits().dynamicIp() : 0;
            if (limit == 0) {
                byPort[port] = null;
            } else if (byPort[port] == null || byPort[port].limit != limit) {
                byPort[port] = new Known(limit);
            }
        }
    }

    /** Remembers what another's port sent from, if the limits are the same. */
    void takeOn(final SenderAddresses other, final int from, final int to) {
        final Known theirs = from < other.byPort.length ? other.byPort[from] : null;
        final Known mine = byPort[to];
        if (theirs != null && mine != null && mine.limit == theirs.limit) {
            System.arraycopy(theirs.highs, 0, mine.highs, 0, theirs.count);
            System.arraycopy(theirs.lows, 0, mine.lows, 0, theirs.count);
            mine.count = theirs.count;
        }
    }

    /** Forgets what a port sent from. */
    void forget(final int port) {
        if (port < byPort.length && byPort[port] != null) {
            byPort[port].count = 0;
        }
    }

    /** Whether the port, which has a limit, may send a frame from the address that is in it, if any. */
    boolean admits(final FrameSlots slots, final int slot, final int port) {
        final int network = slots.headers().networkOffset(slot);
        return switch (slots.headers().ipVersion(slot)) {
            case 4 -> admits(port, V4, Integer.toUnsignedLong(slots.headers().ipv4Source(slot)));
            case 6 -> admits(port, slots.i64(slot, network + 8), slots.i64(slot, network + 16));
            default -> !isArp(slots, slot, network)
                    || admits(port, V4, Integer.toUnsignedLong(slots.i32(slot, network + 14)));
        };
    }

    private static boolean isArp(final FrameSlots slots, final int slot, final int at) {
        return slots.headers().etherType(slot) == EtherType.ARP && at >= 0 && slots.length(slot) - at >= ARP_LENGTH
                && slots.i32(slot, at) == ARP_KINDS && slots.u16(slot, at + 4) == ARP_LENGTHS;
    }

    private boolean admits(final int port, final long high, final long low) {
        return low == 0 && (high == 0 || high == V4) || byPort[port].admits(high, low);
    }
}
