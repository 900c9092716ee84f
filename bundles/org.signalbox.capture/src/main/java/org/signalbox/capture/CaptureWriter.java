package org.signalbox.capture;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a pcapng file of Ethernet frames: one section in little-endian order, an interface description for each
 * {@link #addInterface interface}, an enhanced packet block for each frame, times in nanoseconds. The same calls give
 * the same bytes: neither date nor host nor program is written.
 *
 * <p>Frames are gathered in a buffer and written in large pieces; nothing is allocated per frame. What has been written
 * ends with a whole block, unless one is larger than that buffer. For one thread at a time. Names and comments longer
 * than {@value #MAX_TEXT} bytes of UTF-8 are refused.
 */
public final class CaptureWriter implements Closeable {

    /** The most bytes that a name or a comment may have. */
    public static final int MAX_TEXT = 0xffff;

    /** Which way a frame passed its interface, as in the two lowest bits of {@code epb_flags}. */
    public enum Way {
        /** It is not said. */
        UNKNOWN,
        /** It came in at the interface. */
        INBOUND,
        /** It went out at the interface. */
        OUTBOUND
    }

    /**
     * What an interface counted while frames were captured.
     *
     * @param received  frames that passed it, whether they were selected or not
     * @param accepted  frames that were selected
     * @param dropped   of those, frames that were not kept
     * @param delivered frames that were written
     */
    public record Statistics(long startNanos, long endNanos, long received, long accepted, long dropped,
            long delivered) {
    }

    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final byte[] NO_TEXT = {};

    private static final int BUFFER = 1 << 17;
    private static final int INTERFACE_STATISTICS = 5;
    private static final int STATISTICS_LENGTH = 20 + 6 * 12 + 4 + 4;
    private static final int ENHANCED_PACKET = 6;
    private static final int PACKET_HEADER = 28;
    private static final int OPTION_END = 0;
    private static final int OPTION_COMMENT = 1;
    private static final int OPTION_NAME = 2;
    private static final int OPTION_DESCRIPTION = 3;
    private static final int OPTION_FLAGS = 2;
    private static final int OPTION_TIME_RESOLUTION = 9;
    private static final int NANOSECONDS = 9;

    private final WritableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private final MemorySegment bufferMemory = MemorySegment.ofBuffer(buffer);
    private int interfaces;
    private long flushed;

    private CaptureWriter(final WritableByteChannel channel) {
        this.channel = channel;
        buffer.putInt(PcapngReader.SECTION_HEADER).putInt(28).putInt(0x1a2b3c4d)
                .putShort((short) 1).putShort((short) 0).putLong(-1).putInt(28);
    }

    /**
     * Creates the file, or empties the one that is there, and writes the section header.
     *
     * @throws CaptureException if the file cannot be opened for writing
     */
    public static CaptureWriter create(final Path file) throws CaptureException {
        return new CaptureWriter(open(file));
    }

    /** Writes to a pipe or a connection that blocks, which is closed with the writer. */
    public static CaptureWriter to(WritableByteChannel channel) {
        return new CaptureWriter(channel);
    }

    private static FileChannel open(final Path file) throws CaptureException {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING);
        } catch (final IOException e) {
            throw new CaptureException("cannot be written", e);
        }
    }

    /**
     * Describes an Ethernet interface without a limit on captured bytes.
     *
     * @param name shown by programs that read the file; empty for none
     * @return the interface's number, to be given to {@link #write}
     */
    public int addInterface(final String name) throws IOException {
        return addInterface(name, "", 0);
    }

    /**
     * Describes an Ethernet interface.
     *
     * @param name        shown by programs that read the file; empty for none
     * @param description shown beside it; empty for none
     * @param snapLength  bytes that are kept of a frame at most; 0 for no limit
     * @return the interface's number, to be given to {@link #write}
     */
    public int addInterface(final String name, final String description, final int snapLength) throws IOException {
        final byte[] text = utf8(name);
        final byte[] more = utf8(description);
        final int length = 20 + textOption(text) + textOption(more) + 8 + 4;
        reserve(length);
        buffer.putInt(1).putInt(length)
                .putShort((short) CaptureReader.LINK_TYPE_ETHERNET).putShort((short) 0).putInt(snapLength);
        putText(OPTION_NAME, text);
        putText(OPTION_DESCRIPTION, more);
        buffer.putShort((short) OPTION_TIME_RESOLUTION).putShort((short) 1).put((byte) NANOSECONDS);
        pad();
        buffer.putInt(OPTION_END).putInt(length);
        return interfaces++;
    }

    /** As {@link #write(int, long, MemorySegment, long, int, int, String)}, without a comment. */
    public void write(final int interfaceId, final long timeNanos, final MemorySegment memory, final long offset,
            final int length, final int wireLength) throws IOException {
        write(interfaceId, timeNanos, memory, offset, length, wireLength, Way.UNKNOWN, NO_TEXT);
    }

    /**
     * Adds a frame.
     *
     * @param interfaceId what {@link #addInterface} returned
     * @param timeNanos   nanoseconds since 1970
     * @param memory      where the frame stands
     * @param offset      where in the memory it begins
     * @param length      its bytes that are there, 0 to {@value CaptureReader#MAX_CAPTURED}
     * @param wireLength  its bytes on the wire, at least {@code length}
     * @param comment     a remark that programs show beside the frame; empty for none
     * @throws IllegalArgumentException if a value is out of its range
     * @throws IOException              if the file cannot be written
     */
    public void write(final int interfaceId, final long timeNanos, final MemorySegment memory, final long offset,
            final int length, final int wireLength, final String comment) throws IOException {
        write(interfaceId, timeNanos, memory, offset, length, wireLength, Way.UNKNOWN, utf8(comment));
    }

    /** As {@link #write(int, long, MemorySegment, long, int, int, String)}, with the way that the frame passed. */
    public void write(final int interfaceId, final long timeNanos, final MemorySegment memory, final long offset,
            final int length, final int wireLength, final Way way, final String comment) throws IOException {
        write(interfaceId, timeNanos, memory, offset, length, wireLength, way, utf8(comment));
    }

    private void write(final int interfaceId, final long timeNanos, final MemorySegment memory, final long offset,
            final int length, final int wireLength, final Way way, final byte[] comment) throws IOException {
        requireInterface(interfaceId);
        if (length < 0 || length > CaptureReader.MAX_CAPTURED || wireLength < length) {
            throw new IllegalArgumentException("a frame of " + length + " captured and " + wireLength + " wire bytes");
        }
        final int flags = way == Way.UNKNOWN ? 0 : 8;
        final int options = comment.length == 0 && flags == 0 ? 0 : textOption(comment) + flags + 4;
        final int block = PACKET_HEADER + padded(length) + options + 4;
        reserve(Math.min(block, BUFFER));
        final int at = buffer.position();
        bufferMemory.set(INT, at, ENHANCED_PACKET);
        bufferMemory.set(INT, at + 4, block);
        bufferMemory.set(INT, at + 8, interfaceId);
        bufferMemory.set(INT, at + 12, (int) (timeNanos >>> 32));
        bufferMemory.set(INT, at + 16, (int) timeNanos);
        bufferMemory.set(INT, at + 20, length);
        bufferMemory.set(INT, at + 24, wireLength);
        buffer.position(at + PACKET_HEADER);
        putFrame(memory, offset, length);
        reserve(options + 4);
        putText(OPTION_COMMENT, comment);
        if (flags > 0) {
            buffer.putShort((short) OPTION_FLAGS).putShort((short) 4).putInt(way.ordinal());
        }
        if (options > 0) {
            buffer.putInt(OPTION_END);
        }
        buffer.putInt(block);
    }

    /** Adds what an interface counted, with the time of its end. */
    public void writeStatistics(final int interfaceId, final Statistics counted) throws IOException {
        requireInterface(interfaceId);
        reserve(STATISTICS_LENGTH);
        buffer.putInt(INTERFACE_STATISTICS).putInt(STATISTICS_LENGTH).putInt(interfaceId);
        putTime(counted.endNanos());
        buffer.putInt(8 << 16 | 2);
        putTime(counted.startNanos());
        buffer.putInt(8 << 16 | 3);
        putTime(counted.endNanos());
        buffer.putInt(8 << 16 | 4).putLong(counted.received());
        buffer.putInt(8 << 16 | 6).putLong(counted.accepted());
        buffer.putInt(8 << 16 | 7).putLong(counted.dropped());
        buffer.putInt(8 << 16 | 8).putLong(counted.delivered());
        buffer.putInt(OPTION_END).putInt(STATISTICS_LENGTH);
    }

    private void putTime(final long nanos) {
        buffer.putInt((int) (nanos >>> 32)).putInt((int) nanos);
    }

    private void requireInterface(final int interfaceId) {
        if (interfaceId < 0 || interfaceId >= interfaces) {
            throw new IllegalArgumentException("interface " + interfaceId + " of " + interfaces);
        }
    }

    /** The bytes of the file so far, with those that are still gathered. */
    public long size() {
        return flushed + buffer.position();
    }

    /** Hands what was gathered to the operating system. */
    public void flush() throws IOException {
        buffer.flip();
        try {
            while (buffer.hasRemaining()) {
                flushed += channel.write(buffer);
            }
        } finally {
            // what a full disk did not take stays, and what it did take is not written again
            buffer.compact();
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            flush();
        }
    }

    /** A frame may be larger than the buffer, so it goes in as many pieces as it takes. */
    private void putFrame(final MemorySegment memory, final long offset, final int length) throws IOException {
        int done = 0;
        while (done < length) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            final int at = buffer.position();
            final int piece = Math.min(length - done, buffer.remaining());
            MemorySegment.copy(memory, offset + done, bufferMemory, at, piece);
            buffer.position(at + piece);
            done += piece;
        }
        pad();
    }

    private void putText(final int code, final byte[] text) {
        if (text.length > 0) {
            buffer.putShort((short) code).putShort((short) text.length).put(text);
            pad();
        }
    }

    /** Zeros up to a multiple of 4. The buffer always begins at such a multiple of the file, and ends at one. */
    private void pad() {
        while ((buffer.position() & 3) != 0) {
            buffer.put((byte) 0);
        }
    }

    private void reserve(final int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
    }

    private static int textOption(final byte[] text) {
        return text.length == 0 ? 0 : 4 + padded(text.length);
    }

    private static int padded(final int length) {
        return length + 3 & ~3;
    }

    private static byte[] utf8(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_TEXT) {
            throw new IllegalArgumentException("a text of " + bytes.length + " bytes");
        }
        return bytes;
    }
}
