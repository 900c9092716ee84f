package org.signalbox.attachment.lab;

import java.lang.foreign.MemorySegment;

import org.signalbox.frame.FrameView;
import org.signalbox.frame.IpAddress;

/**
 * A sound IPv4 packet that a guest got: whole, unfragmented, with good checksums and a transport header.
 *
 * @param frame  its frame, valid during the call only
 * @param memory where that lies
 * @param offset its first byte
 * @param toUs   whether it was sent to this guest alone, not to everybody
 */
record Packet(FrameView frame, MemorySegment memory, long offset, int vlan, IpAddress source, IpAddress destination,
        boolean toUs) {
    /** Where the transport's payload begins in the memory. */
    long payload() {
        return offset + frame.payloadOffset();
    }

    int payloadLength() {
        return frame.payloadLength();
    }
}
