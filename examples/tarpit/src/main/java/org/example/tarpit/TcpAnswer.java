package org.example.tarpit;

import java.lang.foreign.MemorySegment;

import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.frame.TcpFlags;
import org.signalbox.vswitch.extension.FrameBatch;

/**
 * The segment that keeps a sender waiting. It remembers nothing of a connection: all that an answer needs stands in the
 * segment. Source: RFC 9293, sections 3.10.7.2 (a SYN in state LISTEN) and 3.8.6.1 (a probe of a window of zero has to
 * be answered by an acknowledgement with the window).
 */
final class TcpAnswer {
    private static final int LONGEST = 14 + 40 + 20;
    private static final int WINDOW = 0;
    private static final int ETHERNET_HEADER = 14;
    private static final int SPREAD = 0x9E37_79B1;

    private final MemorySegment memory = MemorySegment.ofArray(new byte[LONGEST]);
    private final FrameBuilder builder = new FrameBuilder();

    /** Where the last answer is, from its first byte on. */
    MemorySegment memory() {
        return memory;
    }

    /**
     * Writes the answer to a TCP segment.
     *
     * @return its length in bytes; 0 for a segment that needs none
     */
    int to(final FrameBatch frames, final int frame) {
        final int tcp = frames.transportOffset(frame);
        final int flags = frames.u8(frame, tcp + 13);
        final int sequence = frames.i32(frame, tcp + 4);
        if ((flags & TcpFlags.RST) != 0) {
            return 0;
        }
        if ((flags & (TcpFlags.SYN | TcpFlags.ACK)) == TcpFlags.SYN) {
            return write(frames, frame, first(frames, frame), sequence + 1, TcpFlags.SYN | TcpFlags.ACK);
        }
        if ((flags & TcpFlags.ACK) != 0 && hasData(frames, frame, tcp)) {
            return write(frames, frame, frames.i32(frame, tcp + 8), sequence, TcpFlags.ACK);
        }
        return 0;
    }

    /** A first sequence number that is the same for a SYN that is sent again. */
    private static int first(final FrameBatch frames, final int frame) {
        final int addresses = frames.ipVersion(frame) == 4
                ? frames.ipv4Source(frame) * SPREAD + frames.ipv4Destination(frame)
                : Long.hashCode(frames.ipv6SourceHigh(frame) * 31 + frames.ipv6SourceLow(frame)) * SPREAD
                        + Long.hashCode(frames.ipv6DestinationLow(frame));
        return (addresses * SPREAD + frames.i32(frame, frames.transportOffset(frame))) * SPREAD;
    }

    private static boolean hasData(final FrameBatch frames, final int frame, final int tcp) {
        final int network = frames.networkOffset(frame);
        final int end = frames.ipVersion(frame) == 4 ? network + frames.u16(frame, network + 2)
                : network + 40 + frames.u16(frame, network + 4);
        return end > tcp + (frames.u8(frame, tcp + 12) >> 4) * 4;
    }

    private int write(final FrameBatch frames, final int frame, final int sequence, final int acknowledgement,
            final int flags) {
        if (frames.networkOffset(frame) != ETHERNET_HEADER || MacAddress.isMulticast(frames.destinationMac(frame))) {
            // further tags, which an answer would need as well; or a group, which is no source
            return 0;
        }
        builder.ethernet(new MacAddress(frames.sourceMac(frame)), new MacAddress(frames.destinationMac(frame)));
        if (frames.ipVersion(frame) == 4) {
            builder.ipv4(IpAddress.ofV4(frames.ipv4Destination(frame)), IpAddress.ofV4(frames.ipv4Source(frame)));
        } else {
            builder.ipv6(IpAddress.ofV6(frames.ipv6DestinationHigh(frame), frames.ipv6DestinationLow(frame)),
                    IpAddress.ofV6(frames.ipv6SourceHigh(frame), frames.ipv6SourceLow(frame)));
        }
        return builder.tcp(frames.transportDestination(frame), frames.transportSource(frame), sequence,
                acknowledgement, flags, WINDOW).build(memory, 0);
    }
}
