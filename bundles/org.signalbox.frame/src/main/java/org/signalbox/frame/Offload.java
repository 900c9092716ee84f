package org.signalbox.frame;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * What is still to be done to a frame before it is one that a wire carries, as a long that travels beside its bytes: to
 * fill in the checksum of its transport header, and to cut it into segments. 0 means nothing. A checksum that is
 * pending holds the sum of the pseudo header, folded and not complemented.
 *
 * <p>Outside it is the ten bytes of {@code struct virtio_net_hdr} (virtio 1.3 section 5.1.6, linux/virtio_net.h) before
 * a frame; its field {@code hdr_len} is worked out when it is written.
 */
public final class Offload {
    /** Bytes of {@code struct virtio_net_hdr}. */
    public static final int HEADER = 10;
    /** TCP over IPv4 is to be cut. */
    public static final int TCP_V4 = 1;
    /** TCP over IPv6 is to be cut. */
    public static final int TCP_V6 = 4;
    /** UDP is to be cut into datagrams (USO), over either version. */
    public static final int UDP = 5;

    // from the high end: flags (8 bits), type of the segments (8), bytes of a segment (16), where what the checksum
    // covers begins (16), where the checksum is from there (16)
    private static final int FLAGS_SHIFT = 56;
    private static final int TYPE_SHIFT = 48;
    private static final int SIZE_SHIFT = 32;
    private static final int START_SHIFT = 16;
    private static final long PENDING = 1L << FLAGS_SHIFT;
    private static final int ECN = 0x80;
    private static final int TCP_HEADER = 20;
    private static final int UDP_HEADER = 8;

    private static final ValueLayout.OfShort NATIVE = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.nativeOrder());

    private Offload() {
    }

    /**
     * A checksum is pending over everything from a byte of the frame on.
     *
     * @param start  where what it covers begins, in bytes from the frame's front, 0 to 65535
     * @param offset where the checksum is, in bytes from {@code start}, 0 to 65535
     */
    public static long checksum(final int start, final int offset) {
        return PENDING | (start & 0xFFFFL) << START_SHIFT | offset & 0xFFFF;
    }

    /**
     * Segments and their checksums are pending.
     *
     * @param type one of {@link #TCP_V4}, {@link #TCP_V6}, {@link #UDP}
     * @param size payload of a segment at most, in bytes, 1 to 65535
     * @param start  see {@link #checksum}
     * @param offset see {@link #checksum}
     */
    public static long segments(final int type, final int size, final int start, final int offset) {
        return checksum(start, offset) | (type & 0xFFL) << TYPE_SHIFT | (size & 0xFFFFL) << SIZE_SHIFT;
    }

    /** Whether a checksum is still to be filled in. */
    public static boolean isChecksumPending(final long offload) {
        return (offload & PENDING) != 0;
    }

    /** The kind of segments, one of the constants above; 0 when the frame is not to be cut. */
    public static int segmentType(final long offload) {
        return (int) (offload >>> TYPE_SHIFT) & 0xFF & ~ECN;
    }

    /** Payload of a segment at most, in bytes; 0 when the frame is not to be cut. */
    public static int segmentSize(final long offload) {
        return (int) (offload >>> SIZE_SHIFT) & 0xFFFF;
    }

    /** Where what a pending checksum covers begins, in bytes from the frame's front. */
    public static int checksumStart(final long offload) {
        return (int) (offload >>> START_SHIFT) & 0xFFFF;
    }

    /** Where the pending checksum is, in bytes from the frame's front. */
    public static int checksumField(final long offload) {
        return checksumStart(offload) + ((int) offload & 0xFFFF);
    }

    /** The same when a frame got so many bytes at its front, or lost them. */
    public static long moved(final long offload, final int bytes) {
        return isChecksumPending(offload) ? offload & ~(0xFFFFL << START_SHIFT)
                | (checksumStart(offload) + bytes & 0xFFFFL) << START_SHIFT : offload;
    }

    /**
     * Whether what it says can be true of a frame of so many bytes: the checksum, and the header that it is of, lie in
     * the frame, and segments have a size.
     */
    public static boolean fits(final long offload, final int length) {
        final int header = switch (segmentType(offload)) {
            case 0 -> 0;
            case TCP_V4, TCP_V6 -> TCP_HEADER;
            case UDP -> UDP_HEADER;
            default -> Integer.MAX_VALUE / 2;
        };
        return (!isChecksumPending(offload) || checksumField(offload) + 2 <= length)
                && checksumStart(offload) + header <= length && header > 0 == segmentSize(offload) > 0;
    }

    /** Reads a {@code struct virtio_net_hdr} in the machine's byte order; 0 when nothing is left to be done. */
    public static long read(final MemorySegment memory, final long at) {
        final long pending = memory.get(JAVA_BYTE, at) & 1;
        final int type = memory.get(JAVA_BYTE, at + 1) & 0xFF;
        if (pending == 0 && type == 0) {
            return 0;
        }
        final long segments = (long) type << TYPE_SHIFT | (type == 0 ? 0 : field(memory, at + 4) << SIZE_SHIFT);
        return pending == 0 ? segments
                : PENDING | segments | field(memory, at + 6) << START_SHIFT | field(memory, at + 8);
    }

    private static long field(final MemorySegment memory, final long at) {
        return memory.get(NATIVE, at) & 0xFFFFL;
    }

    /**
     * Writes a {@code struct virtio_net_hdr} in the machine's byte order.
     *
     * @param frame  where the frame stands, for the length of its headers
     * @param offset the frame's first byte there
     */
    public static void write(final long offload, final MemorySegment frame, final long offset,
            final MemorySegment memory, final long at) {
        memory.set(JAVA_BYTE, at, (byte) (offload >>> FLAGS_SHIFT & 1));
        memory.set(JAVA_BYTE, at + 1, (byte) (offload >>> TYPE_SHIFT));
        memory.set(NATIVE, at + 2, (short) headers(offload, frame, offset));
        memory.set(NATIVE, at + 4, (short) segmentSize(offload));
        memory.set(NATIVE, at + 6, (short) checksumStart(offload));
        memory.set(NATIVE, at + 8, (short) offload);
    }

    private static int headers(final long offload, final MemorySegment frame, final long offset) {
        if (!isChecksumPending(offload)) {
            return 0;
        }
        final int start = checksumStart(offload);
        return switch (segmentType(offload)) {
            case 0 -> 0;
            case UDP -> start + UDP_HEADER;
            default -> start + (Wire.u8(frame, offset + start + 12) >>> 4) * 4;
        };
    }
}
