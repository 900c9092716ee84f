package org.example.loadbalancer;

import org.signalbox.frame.IpProtocol;
import org.signalbox.vswitch.extension.FrameBatch;

/**
 * What tells flows apart, as 64 bits. Two flows that have the same by chance share a backend, which does no harm.
 * Source of the mixing: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (SplitMix64).
 */
final class FlowKeys {
    private FlowKeys() {
    }

    /** By VLAN, addresses, protocol and ports; fragments have no ports; what is not IP goes by its sender. */
    static long of(final FrameBatch frames, final int frame) {
        final long vlan = frames.vlan(frame);
        return switch (frames.ipVersion(frame)) {
            case 4 -> mix(mix(vlan, (long) frames.ipv4Source(frame) << 32
                    | frames.ipv4Destination(frame) & 0xFFFF_FFFFL), transport(frames, frame));
            case 6 -> mix(mix(mix(vlan, frames.ipv6SourceHigh(frame)), frames.ipv6SourceLow(frame)),
                    transport(frames, frame));
            default -> mix(vlan, frames.sourceMac(frame));
        };
    }

    private static long transport(final FrameBatch frames, final int frame) {
        final long protocol = frames.ipProtocol(frame);
        final int offset = frames.transportOffset(frame);
        // only these begin with ports; ICMP has its checksum there
        final boolean hasPorts = protocol == IpProtocol.TCP || protocol == IpProtocol.UDP;
        return !hasPorts || offset < 0 || frames.isFragment(frame) || offset + 4 > frames.length(frame) ? protocol
                : protocol << 32 | frames.i32(frame, offset) & 0xFFFF_FFFFL;
    }

    static long mix(final long before, final long more) {
        long z = before * 0x9E37_79B9_7F4A_7C15L + more;
        z = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
        return z ^ z >>> 31;
    }
}
