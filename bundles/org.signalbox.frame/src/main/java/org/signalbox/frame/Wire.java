package org.signalbox.frame;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Reads and writes numbers in network byte order at any alignment. Offsets are in bytes from the segment's start; an
 * offset outside the segment throws {@link IndexOutOfBoundsException}, so callers check lengths first.
 */
public final class Wire {

    private static final ValueLayout.OfByte U8 = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private Wire() {
    }

    /** Eight bits, 0 to 255. */
    public static int u8(final MemorySegment memory, final long offset) {
        return memory.get(U8, offset) & 0xFF;
    }

    /** Sixteen bits, 0 to 65535. */
    public static int u16(final MemorySegment memory, final long offset) {
        return memory.get(U16, offset) & 0xFFFF;
    }

    /** Thirty-two bits, as the int that has them. */
    public static int u32(final MemorySegment memory, final long offset) {
        return memory.get(U32, offset);
    }

    /** Forty-eight bits, such as a MAC address, 0 to 2^48 - 1. */
    public static long u48(final MemorySegment memory, final long offset) {
        return (long) u16(memory, offset) << 32 | memory.get(U32, offset + 2) & 0xFFFF_FFFFL;
    }

    /** Sixty-four bits, as the long that has them. */
    public static long u64(final MemorySegment memory, final long offset) {
        return memory.get(U64, offset);
    }

    /** Writes the low eight bits. */
    public static void put8(final MemorySegment memory, final long offset, final int value) {
        memory.set(U8, offset, (byte) value);
    }

    /** Writes the low sixteen bits. */
    public static void put16(final MemorySegment memory, final long offset, final int value) {
        memory.set(U16, offset, (short) value);
    }

    /** Writes thirty-two bits. */
    public static void put32(final MemorySegment memory, final long offset, final int value) {
        memory.set(U32, offset, value);
    }

    /** Writes the low forty-eight bits. */
    public static void put48(final MemorySegment memory, final long offset, final long value) {
        put16(memory, offset, (int) (value >>> 32));
        put32(memory, offset + 2, (int) value);
    }

    /** Writes sixty-four bits. */
    public static void put64(final MemorySegment memory, final long offset, final long value) {
        memory.set(U64, offset, value);
    }
}
