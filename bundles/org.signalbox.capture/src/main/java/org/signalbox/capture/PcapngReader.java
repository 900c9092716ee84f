package org.signalbox.capture;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * The block format: sections, each in its own byte order with its own interfaces, whose blocks carry frames (enhanced,
 * simple, and the obsolete packet block). Blocks of other types are passed over. A section's announced length is not
 * needed and not looked at, as every block tells its own.
 */
final class PcapngReader extends CaptureReader {

    static final int SECTION_HEADER = 0x0a0d0d0a;

    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int OBSOLETE_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;

    private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    private static final int BLOCK_OVERHEAD = 12;
    private static final int OPTION_END = 0;
    private static final int OPTION_TIME_RESOLUTION = 9;
    private static final int OPTION_TIME_OFFSET = 14;
    /** Interfaces of a section that are kept in mind; a file cannot make us hold more. */
    private static final int MAX_INTERFACES = 65_536;

    private final List<TimeScale> timeScales = new ArrayList<>();
    private final List<Long> snapLengths = new ArrayList<>();

    PcapngReader(final Arena arena, final MemorySegment memory) throws CaptureException {
        super(arena, memory, 0);
        beginSection(0);
    }

    @Override
    public boolean next() throws CaptureException {
        while (position < size) {
            final long at = position;
            if (size - at < BLOCK_OVERHEAD) {
                throw broken(at, size - at + " bytes left", "a block of at least " + BLOCK_OVERHEAD + " bytes");
            }
            final int type = int32(at);
            if (type == SECTION_HEADER) {
                beginSection(at);
            }
            final long end = at + blockLength(at);
            final boolean frame = switch (type) {
                case ENHANCED_PACKET -> readPacket(at, end, int32(at + 8));
                case OBSOLETE_PACKET -> readPacket(at, end, uint16(at + 8));
                case SIMPLE_PACKET -> readSimplePacket(at, end);
                case INTERFACE_DESCRIPTION -> readInterface(at, end);
                default -> false;
            };
            position = end;
            if (frame) {
                return true;
            }
        }
        return false;
    }

    /** Takes on the byte order of a section; its interfaces are yet to come. */
    private void beginSection(final long at) throws CaptureException {
        if (size - at < 28) {
            throw broken(at, size - at + " bytes left", "a section header of 28 bytes");
        }
        bigEndian = false;
        final int magic = int32(at + 8);
        bigEndian = Integer.reverseBytes(magic) == BYTE_ORDER_MAGIC;
        if (!bigEndian && magic != BYTE_ORDER_MAGIC) {
            throw broken(at + 8, "the byte-order magic " + hex(magic), hex(BYTE_ORDER_MAGIC) + " in either order");
        }
        if (blockLength(at) < 28) {
            throw broken(at + 4, "a block length of " + blockLength(at), "a section header of at least 28");
        }
        final int major = uint16(at + 12);
        final int minor = uint16(at + 14);
        if (major != 1 || minor != 0 && minor != 2) {
            throw broken(at + 12, "pcapng version " + major + "." + minor, "version 1.0 or 1.2");
        }
        timeScales.clear();
        snapLengths.clear();
    }

    /** The length of the block, once it is known to be whole and told alike at both ends. */
    private long blockLength(final long at) throws CaptureException {
        final long length = uint32(at + 4);
        if (length < BLOCK_OVERHEAD || length % 4 != 0) {
            throw broken(at + 4, "a block length of " + length, "a multiple of 4 of at least " + BLOCK_OVERHEAD);
        }
        if (length > size - at) {
            throw broken(at + 4, "a block length of " + length, "at most the " + (size - at) + " bytes left");
        }
        final long trailing = uint32(at + length - 4);
        if (trailing != length) {
            throw broken(at + length - 4, "a closing block length of " + trailing, "the opening one of " + length);
        }
        return length;
    }

    private boolean readInterface(final long at, final long end) throws CaptureException {
        requireRoom(at, end, 20, "an interface description");
        final int linkType = uint16(at + 8);
        if (linkType != LINK_TYPE_ETHERNET) {
            throw broken(at + 8, "an interface of link type " + linkType, "Ethernet, which is 1");
        }
        if (timeScales.size() == MAX_INTERFACES) {
            throw broken(at, "one more interface", "at most " + MAX_INTERFACES + " in a section");
        }
        TimeScale scale = TimeScale.MICROSECONDS;
        long option = at + 16;
        final long optionsEnd = end - 4;
        while (optionsEnd - option >= 4) {
            final int code = uint16(option);
            final int optionLength = uint16(option + 2);
            if (code == OPTION_END) {
                break;
            }
            final long value = option + 4;
            if (optionLength > optionsEnd - value) {
                throw broken(option + 2, "an option of " + optionLength + " bytes",
                        "at most the " + (optionsEnd - value) + " bytes left in its block");
            }
            if (code == OPTION_TIME_RESOLUTION && optionLength == 1) {
                scale = scale.resolution(uint8(value));
            } else if (code == OPTION_TIME_OFFSET && optionLength == 8) {
                final long first = uint32(value);
                final long second = uint32(value + 4);
                scale = scale.offset(bigEndian ? first << 32 | second : second << 32 | first);
            }
            option = value + (optionLength + 3 & ~3);
        }
        timeScales.add(scale);
        snapLengths.add(uint32(at + 12));
        return false;
    }

    /** The enhanced and the obsolete packet block, whose fields lie alike but for the interface. */
    private boolean readPacket(final long at, final long end, final int interfaceId) throws CaptureException {
        requireRoom(at, end, 32, "a packet block");
        final TimeScale scale = timeScale(at, interfaceId);
        accept(at + 20, uint32(at + 20), uint32(at + 24), end - at - 32, at + 28);
        timeNanos = scale.nanos(uint32(at + 12) << 32 | uint32(at + 16));
        return true;
    }

    /** A block without a time, which is taken to be that of the frame before, and without a captured length. */
    private boolean readSimplePacket(final long at, final long end) throws CaptureException {
        requireRoom(at, end, 16, "a simple packet block");
        timeScale(at, 0);
        final long wire = uint32(at + 8);
        final long snap = snapLengths.getFirst();
        accept(at + 8, snap == 0 ? wire : Math.min(wire, snap), wire, end - at - 16, at + 12);
        return true;
    }

    private TimeScale timeScale(final long at, final int interfaceId) throws CaptureException {
        if (interfaceId < 0 || interfaceId >= timeScales.size()) {
            throw broken(at, "a frame of interface " + Integer.toUnsignedString(interfaceId),
                    "one of the " + timeScales.size() + " described before it");
        }
        return timeScales.get(interfaceId);
    }

    private void requireRoom(final long at, final long end, final int least, final String what)
            throws CaptureException {
        if (end - at < least) {
            throw broken(at + 4, "a block length of " + (end - at), what + " of at least " + least);
        }
    }
}
