package org.signalbox.frame;

import static org.signalbox.frame.Wire.put16;
import static org.signalbox.frame.Wire.put32;
import static org.signalbox.frame.Wire.put8;
import static org.signalbox.frame.Wire.u16;
import static org.signalbox.frame.Wire.u32;
import static org.signalbox.frame.Wire.u8;

import java.lang.foreign.MemorySegment;

/**
 * Does in software what {@link Offload} says is left to be done to a frame: {@link #begin} binds it to one, each
 * {@link #next} writes one that is finished. Not thread-safe; allocates nothing per frame, and leaves the frame as it
 * is.
 *
 * <p>Segments are as Linux cuts them: behind the same headers, with lengths and checksums of their own. The IPv4
 * identification counts up from the frame's. Of TCP the sequence number moves on, FIN and PSH are left to the last
 * segment, CWR to the first (RFC 3168 section 6.1.2).
 */
public final class Segmenter {
    private static final int IPV6_HEADER = 40;
    private static final int UDP_HEADER = 8;
    private static final int TCP_CHECKSUM = 16;
    private static final int UDP_CHECKSUM = 6;
    private static final int TCP_HEADER = 20;

    private final HeaderTable headers = new HeaderTable(1);
    private MemorySegment memory;
    private long offset;
    private long offload;
    private int protocol;
    private int network;
    private int transport;
    private int payload;
    private int end;
    private int size;
    private int position;
    private int segment;

    /**
     * Binds it to a frame.
     *
     * @return false when the frame's bytes are not what is said of them, so that nobody can finish it; there are no
     *         segments then
     */
    public boolean begin(final MemorySegment frameMemory, final long frameOffset, final int length,
            final long frameOffload) {
        memory = frameMemory;
        offset = frameOffset;
        offload = frameOffload;
        segment = 0;
        position = 0;
        headers.parse(memory, offset, length, 0);
        final boolean whole = Offload.segmentType(offload) == 0;
        final boolean sound = Offload.fits(offload, length) && (whole ? beginWhole(length) : beginSegments(length));
        if (!sound) {
            end = 0;
        }
        return sound;
    }

    /** A pending checksum of SCTP is none that adds up (RFC 9260 appendix A). */
    private boolean beginWhole(final int length) {
        end = length;
        size = length;
        payload = 0;
        return headers.ipProtocol(0) != IpProtocol.SCTP || !Offload.isChecksumPending(offload);
    }

    private boolean beginSegments(final int length) {
        final int type = Offload.segmentType(offload);
        final int version = headers.ipVersion(0);
        protocol = type == Offload.UDP ? IpProtocol.UDP : IpProtocol.TCP;
        network = headers.networkOffset(0);
        transport = headers.transportOffset(0);
        if (headers.ipProtocol(0) != protocol || transport < 0 || headers.isFragment(0)
                || type == Offload.TCP_V4 && version != 4 || type == Offload.TCP_V6 && version != 6
                || Offload.isChecksumPending(offload) && Offload.checksumStart(offload) != transport) {
            return false;
        }
        payload = transport + (type == Offload.UDP ? UDP_HEADER : (u8(memory, offset + transport + 12) >>> 4) * 4);
        end = network + (version == 4 ? u16(memory, offset + network + 2)
                : IPV6_HEADER + u16(memory, offset + network + 4));
        size = Offload.segmentSize(offload);
        position = payload;
        return payload <= end && end <= length && (type == Offload.UDP || payload - transport >= TCP_HEADER);
    }

    /** Whether {@link #next} has another one. */
    public boolean hasNext() {
        return position < end || segment == 0 && end > 0;
    }

    /**
     * Writes the next finished frame, which is at most as long as the one that was begun with.
     *
     * @return its length in bytes
     */
    public int next(final MemorySegment target, final long at) {
        final int bytes = Math.min(size, end - position);
        MemorySegment.copy(memory, offset, target, at, payload);
        MemorySegment.copy(memory, offset + position, target, at + payload, bytes);
        final int length = payload + bytes;
        if (Offload.segmentType(offload) != 0) {
            finishSegment(target, at, length);
        } else if (Offload.isChecksumPending(offload)) {
            fillChecksum(target, at, length);
        }
        position += bytes;
        segment++;
        return length;
    }

    private void fillChecksum(final MemorySegment target, final long at, final int length) {
        final int start = Offload.checksumStart(offload);
        final int field = Offload.checksumField(offload);
        put16(target, at + field,
                written(Checksum.of(target, at + start, length - start), field - start == UDP_CHECKSUM));
    }

    private void finishSegment(final MemorySegment target, final long at, final int length) {
        final int version = headers.ipVersion(0);
        final long ip = at + network;
        if (version == 4) {
            put16(target, ip + 2, length - network);
            put16(target, ip + 4, u16(target, ip + 4) + segment);
            put16(target, ip + 10, 0);
            put16(target, ip + 10, Checksum.of(target, ip, (u8(target, ip) & 0xF) * 4));
        } else {
            put16(target, ip + 4, length - network - IPV6_HEADER);
        }
        if (protocol == IpProtocol.TCP) {
            finishTcp(target, at + transport, length);
        } else {
            put16(target, at + transport + 4, length - transport);
        }
        final long field = at + transport + (protocol == IpProtocol.TCP ? TCP_CHECKSUM : UDP_CHECKSUM);
        put16(target, field, 0);
        final long pseudo = Checksum.pseudo(target, at, network, version, transport, protocol, length - transport);
        put16(target, field, written(Checksum.finish(Checksum.add(pseudo, target, at + transport, length - transport)),
                protocol == IpProtocol.UDP));
    }

    private void finishTcp(final MemorySegment target, final long tcp, final int length) {
        put32(target, tcp + 4, u32(target, tcp + 4) + position - payload);
        int flags = u8(target, tcp + 13);
        if (segment > 0) {
            flags &= ~TcpFlags.CWR;
        }
        if (position + length - payload < end) {
            flags &= ~(TcpFlags.FIN | TcpFlags.PSH);
        }
        put8(target, tcp + 13, flags);
    }

    /** UDP's zero says that there is no checksum, so a computed one is written as its other form (RFC 768). */
    private static int written(final int checksum, final boolean udp) {
        return udp && checksum == 0 ? 0xFFFF : checksum;
    }
}
