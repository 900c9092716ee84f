package org.signalbox.attachment.lab;

import static org.signalbox.frame.Wire.u16;
import static org.signalbox.frame.Wire.u8;

import java.lang.foreign.MemorySegment;

import org.signalbox.frame.FrameView;
import org.signalbox.frame.TcpFlags;

/**
 * A TCP segment as it came.
 *
 * @param maximum the maximum segment size that its options announce, or 536 (RFC 9293 section 3.7.1)
 * @param data    where its bytes begin in the memory
 */
record Segment(int sequence, int acknowledgement, int flags, int window, int maximum, MemorySegment memory, long data,
        int dataLength) {
    static final int DEFAULT_MAXIMUM = 536;

    private static final int HEADER = 20;
    private static final int OPTION_END = 0;
    private static final int OPTION_NOTHING = 1;
    private static final int OPTION_MAXIMUM = 2;
    private static final int SMALLEST_MAXIMUM = 64;

    static Segment of(final Packet packet) {
        final FrameView frame = packet.frame();
        return new Segment((int) frame.tcpSequence(), (int) frame.tcpAcknowledgement(), frame.tcpFlags(),
                frame.tcpWindow(), maximum(packet), packet.memory(), packet.payload(), packet.payloadLength());
    }

    private static int maximum(final Packet packet) {
        final FrameView frame = packet.frame();
        final long end = packet.payload();
        long at = packet.offset() + frame.transportOffset() + HEADER;
        while (at < end) {
            final int kind = u8(packet.memory(), at);
            final int length = kind == OPTION_NOTHING ? 1 : at + 1 < end ? u8(packet.memory(), at + 1) : 0;
            if (kind == OPTION_END || length < 1 || at + length > end) {
                return DEFAULT_MAXIMUM;
            }
            if (kind == OPTION_MAXIMUM && length == 4) {
                return Math.max(SMALLEST_MAXIMUM, u16(packet.memory(), at + 2));
            }
            at += length;
        }
        return DEFAULT_MAXIMUM;
    }

    boolean has(final int flag) {
        return (flags & flag) != 0;
    }

    /** How far it moves the sequence number. */
    int length() {
        return dataLength + (has(TcpFlags.SYN) ? 1 : 0) + (has(TcpFlags.FIN) ? 1 : 0);
    }

    int end() {
        return sequence + length();
    }
}
