package org.signalbox.capture;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The classic format: a header of 24 bytes, then records of 16 bytes and the frame. The magic number tells the byte
 * order and whether the fraction of a time stamp counts microseconds or nanoseconds.
 */
final class PcapReader extends CaptureReader {

    private static final int MICROSECONDS = 0xa1b2c3d4;
    private static final int NANOSECONDS = 0xa1b23c4d;
    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    /** The link type's own bits; above them stand flags about a frame check sequence, which stays part of the frame. */
    private static final int LINK_TYPE_MASK = 0x03ff_ffff;

    private final int nanosPerFraction;

    PcapReader(final Arena arena, final MemorySegment memory, final int magic) throws CaptureException {
        super(arena, memory, FILE_HEADER);
        final int swapped = Integer.reverseBytes(magic);
        bigEndian = swapped == MICROSECONDS || swapped == NANOSECONDS;
        final int known = bigEndian ? swapped : magic;
        if (known != MICROSECONDS && known != NANOSECONDS) {
            throw new CaptureException(0, 0, "the magic number " + hex(swapped), "that of a pcap or pcapng file");
        }
        nanosPerFraction = known == MICROSECONDS ? 1_000 : 1;
        if (size < FILE_HEADER) {
            throw new CaptureException(0, 0, size + " bytes", "a header of " + FILE_HEADER + " bytes");
        }
        final int major = uint16(4);
        final int minor = uint16(6);
        if (major != 2 || minor != 4) {
            throw new CaptureException(4, 0, "version " + major + "." + minor, "version 2.4");
        }
        final int linkType = int32(20) & LINK_TYPE_MASK;
        if (linkType != LINK_TYPE_ETHERNET) {
            throw new CaptureException(20, 0, "link type " + linkType, "Ethernet, which is 1");
        }
    }

    @Override
    public boolean next() throws CaptureException {
        final long at = position;
        final long left = size - at;
        if (left == 0) {
            return false;
        }
        if (left < RECORD_HEADER) {
            throw broken(at, left + " bytes left", "a record header of " + RECORD_HEADER + " bytes");
        }
        accept(at, uint32(at + 8), uint32(at + 12), left - RECORD_HEADER, at + RECORD_HEADER);
        timeNanos = uint32(at) * 1_000_000_000L + uint32(at + 4) * nanosPerFraction;
        position = at + RECORD_HEADER + length;
        return true;
    }
}
