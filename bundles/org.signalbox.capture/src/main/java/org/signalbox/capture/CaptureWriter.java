package org.signalbox.capture;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes a pcapng file of Ethernet frames: one section in little-endian order, an interface description for each
 * {@link #addInterface interface}, an enhanced packet block for each frame, times in nanoseconds. The same calls give
 * the same bytes: neither date nor host nor program is written.
 *
 * <p>Frames are gathered in a buffer and written in large pieces; nothing is allocated per frame. For one thread at a
 * time. Names and comments longer than {@value #MAX_TEXT} bytes of UTF-8 are refused.
 */
public final class CaptureWriter implements Closeable {

    /** The most bytes that a name or a comment may have. */
    public static final int MAX_TEXT = 0xffff;

    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final byte[] NO_TEXT = {};

    private static final int BUFFER = 1 << 17;
    private static final int ENHANCED_PACKET = 6;
    private static final int PACKET_HEADER = 28;
    private static final int OPTION_END = 0;
    private static final int OPTION_COMMENT = 1;
    private static final int OPTION_NAME = 2;
    private static final int OPTION_TIME_RESOLUTION = 9;
    private static final int NANOSECONDS = 9;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private final MemorySegment bufferMemory = MemorySegment.ofBuffer(buffer);
    private int interfaces;

    private CaptureWriter(final FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Creates the file, or empties the one that is there, and writes the section header.
     *
     * @throws CaptureException if the file cannot be opened for writing
     */
    public static CaptureWriter create(final Path file) throws CaptureException {
        final CaptureWriter writer = new CaptureWriter(open(file));
        writer.buffer.putInt(PcapngReader.SECTION_HEADER).putInt(28).putInt(0x1a2b3c4d)
                .putShort((short) 1).putShort((short) 0).putLong(-1).putInt(28);
        return writer;
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
        final byte[] text = utf8(name);
        final int length = 20 + textOption(text) + 8 + 4;
        reserve(length);
        buffer.putInt(1).putInt(length)
                .putShort((short) CaptureReader.LINK_TYPE_ETHERNET).putShort((short) 0).putInt(0);
        putText(OPTION_NAME, text);
        buffer.putShort((short) OPTION_TIME_RESOLUTION).putShort((short) 1).put((byte) NANOSECONDS);
        pad();
        buffer.putInt(OPTION_END).putInt(length);
        return interfaces++;
    }

    /** As {@link #write(int, long, MemorySegment, long, int, int, String)}, without a comment. */
    public void write(final int interfaceId, final long timeNanos, final MemorySegment memory, final long offset,
            final int length, final int wireLength) throws IOException {
        write(interfaceId, timeNanos, memory, offset, length, wireLength, NO_TEXT);
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
        write(interfaceId, timeNanos, memory, offset, length, wireLength, utf8(comment));
    }

    private void write(final int interfaceId, final long timeNanos, final MemorySegment memory, final long offset,
            final int length, final int wireLength, final byte[] comment) throws IOException {
        if (interfaceId < 0 || interfaceId >= interfaces) {
            throw new IllegalArgumentException("interface " + interfaceId + " of " + interfaces);
        }
        if (length < 0 || length > CaptureReader.MAX_CAPTURED || wireLength < length) {
            throw new IllegalArgumentException("a frame of " + length + " captured and " + wireLength + " wire bytes");
        }
        final int options = comment.length == 0 ? 0 : textOption(comment) + 4;
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
        if (comment.length > 0) {
            putText(OPTION_COMMENT, comment);
            buffer.putInt(OPTION_END);
        }
        buffer.putInt(block);
    }

    /** Hands what was gathered to the operating system. */
    public void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
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
