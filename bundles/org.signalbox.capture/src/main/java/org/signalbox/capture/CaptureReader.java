package org.signalbox.capture;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A cursor over the frames of a capture file, pcap or pcapng, in either byte order and of any size. The file is mapped
 * into memory, so a frame is handed out as a place in {@link #memory()} and nothing is allocated per frame:
 *
 * <pre>{@code
 * try (CaptureReader reader = CaptureReader.open(file)) {
 *     while (reader.next()) {
 *         use(reader.timeNanos(), reader.memory(), reader.offset(), reader.length(), reader.wireLength());
 *     }
 * }
 * }</pre>
 *
 * <p>The file is judged on the way, not ahead: {@link #open} reads the header and {@link #next} one record. Who must
 * not act on half of a broken file keeps the outcome back until {@code next} has returned false.
 *
 * <p>Refused are: a foreign magic number, an unknown version, a link type other than Ethernet, a record that reaches
 * beyond the end of the file or of its block, a record of more than {@value #MAX_CAPTURED} captured bytes, and one that
 * captured more than was on the wire.
 *
 * <p>A reader belongs to one thread at a time; the memory may be read by any thread until {@link #close}. A file that
 * another program shortens while it is mapped is beyond what can be guarded against here.
 */
public abstract sealed class CaptureReader implements AutoCloseable permits PcapReader, PcapngReader {

    /** The most bytes that capture tools keep of an Ethernet frame (libpcap's MAXIMUM_SNAPLEN). */
    public static final int MAX_CAPTURED = 262_144;

    /**
     * The latest time handed out, in nanoseconds since 1970: 2^62, in the year 2116. Later times are given as this one
     * and times before 1970 as 0, so that a clock can count on from any time stamp of a file.
     */
    public static final long MAX_TIME_NANOS = 1L << 62;

    static final int LINK_TYPE_ETHERNET = 1;

    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    final long size;

    /** Whether the file, or the section that is read, is in big-endian order. */
    boolean bigEndian;
    /** Where the next record begins. */
    long position;
    /** Frames handed out so far. */
    long records;
    long timeNanos;
    long offset;
    int length;
    int wireLength;

    private final long first;
    private final Arena arena;
    private final MemorySegment memory;

    /** @param first where in the file reading begins */
    CaptureReader(final Arena arena, final MemorySegment memory, final long first) {
        this.first = first;
        this.position = first;
        this.arena = arena;
        this.memory = memory;
        this.size = memory.byteSize();
    }

    /**
     * Maps a capture file and reads its header.
     *
     * @throws CaptureException if the file is missing, unreadable, or no capture of Ethernet frames
     */
    public static CaptureReader open(final Path file) throws CaptureException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new CaptureException("not a regular file");
        }
        final Arena arena = Arena.ofShared();
        boolean opened = false;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final MemorySegment memory = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            final CaptureReader reader = open(arena, memory);
            opened = true;
            return reader;
        } catch (final CaptureException e) {
            throw e;
        } catch (final NoSuchFileException e) {
            throw new CaptureException("no such file");
        } catch (final IOException e) {
            throw new CaptureException("cannot be read", e);
        } finally {
            if (!opened) {
                arena.close();
            }
        }
    }

    private static CaptureReader open(final Arena arena, final MemorySegment memory) throws CaptureException {
        if (memory.byteSize() < Integer.BYTES) {
            throw new CaptureException(0, 0, memory.byteSize() + " bytes", "a pcap or pcapng file");
        }
        final int magic = memory.get(INT, 0);
        return magic == PcapngReader.SECTION_HEADER
                ? new PcapngReader(arena, memory)
                : new PcapReader(arena, memory, magic);
    }

    /**
     * Moves to the next frame.
     *
     * @return false at the end of the file
     * @throws CaptureException if what follows is no whole, sensible record; asked again it says the same again
     */
    public abstract boolean next() throws CaptureException;

    /** Goes back to before the first frame. */
    public final void rewind() {
        position = first;
        records = 0;
        timeNanos = 0;
    }

    /** The time of the frame, in nanoseconds since 1970, from 0 to {@link #MAX_TIME_NANOS}. */
    public final long timeNanos() {
        return timeNanos;
    }

    /** The mapped file, readable until {@link #close}. */
    public final MemorySegment memory() {
        return memory;
    }

    /** Where in {@link #memory()} the frame begins. */
    public final long offset() {
        return offset;
    }

    /** How many bytes of the frame are in the file, from 0 to {@value #MAX_CAPTURED}. */
    public final int length() {
        return length;
    }

    /** How many bytes the frame had on the wire, never less than {@link #length()}. */
    public final int wireLength() {
        return wireLength;
    }

    /** The number of the frame in the file, counted from 1; 0 before the first. */
    public final long record() {
        return records;
    }

    /** Unmaps the file; its memory must not be read any more. */
    @Override
    public final void close() {
        arena.close();
    }

    final int int32(final long at) {
        final int value = memory.get(INT, at);
        return bigEndian ? Integer.reverseBytes(value) : value;
    }

    final long uint32(final long at) {
        return Integer.toUnsignedLong(int32(at));
    }

    final int uint16(final long at) {
        final short value = memory.get(SHORT, at);
        return Short.toUnsignedInt(bigEndian ? Short.reverseBytes(value) : value);
    }

    final int uint8(final long at) {
        return Byte.toUnsignedInt(memory.get(ValueLayout.JAVA_BYTE, at));
    }

    /** Makes the frame the current one, after a look at its lengths. */
    final void accept(final long at, final long captured, final long wire, final long room, final long frameOffset)
            throws CaptureException {
        if (captured > room) {
            throw broken(at, captured + " captured bytes", "at most the " + room + " bytes left");
        }
        if (captured > MAX_CAPTURED) {
            throw broken(at, captured + " captured bytes", "at most " + MAX_CAPTURED);
        }
        if (captured > wire) {
            throw broken(at, captured + " captured bytes of a frame of " + wire, "no more than the frame has");
        }
        if (wire > Integer.MAX_VALUE) {
            throw broken(at, "a frame of " + wire + " bytes", "at most " + Integer.MAX_VALUE);
        }
        records++;
        offset = frameOffset;
        length = (int) captured;
        wireLength = (int) wire;
    }

    final CaptureException broken(final long at, final String found, final String expected) {
        return new CaptureException(at, records + 1, found, expected);
    }

    static String hex(final int value) {
        return String.format("0x%08x", value);
    }
}
