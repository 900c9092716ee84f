package org.signalbox.bench.peers;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;

/**
 * The frames of a run, of {@value #LENGTH} bytes each. They go between two stations that are not the ends' own
 * addresses, so that the kernel of the receiving end counts a frame and lets it go.
 */
final class Frames {
    static final int LENGTH = 60;
    static final int FLOWS = 64;
    static final int VLAN = 10;
    private static final int LOCAL_EXPERIMENT = 0x88B5;
    private static final MacAddress NEAR = new MacAddress(0x0200_0000_000DL);
    private static final MacAddress FAR = new MacAddress(0x0200_0000_000CL);

    private Frames() {
    }

    /** One frame of each flow from A to B; every access list lets them pass. */
    static List<byte[]> allowed() {
        return IntStream.range(0, FLOWS).mapToObj(flow -> udp(AccessList.source(flow % 4),
                AccessList.destination(flow / 4), 1_000 + flow)).toList();
    }

    /** Frames from A to B that a guarded switch drops. */
    static List<byte[]> denied() {
        return List.of(udp(AccessList.source(0), AccessList.deniedDestination(), 1),
                udp(AccessList.deniedSource(), AccessList.destination(0), 2));
    }

    /** What B sends so that the switch knows where the far station is. */
    static List<byte[]> hello(final boolean tagged) {
        final FrameBuilder builder = new FrameBuilder().ethernet(NEAR, FAR);
        return Collections.nCopies(2, (tagged ? builder.vlan(VLAN) : builder).etherType(LOCAL_EXPERIMENT)
                .pad(LENGTH).build());
    }

    private static byte[] udp(final IpAddress from, final IpAddress to, final int port) {
        return new FrameBuilder().ethernet(FAR, NEAR).ipv4(from, to).udp(port, 9).pad(LENGTH).build();
    }
}
