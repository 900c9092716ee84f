package org.signalbox.vswitch.pipeline;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;

import org.signalbox.frame.EtherType;
import org.signalbox.frame.HeaderTable;
import org.signalbox.frame.Offload;

/**
 * A burst of frames as a struct of arrays over one piece of memory. A slot is a frame that entered, or behind those one
 * that an extension made; its columns say where its bytes lie, where it came from and what the switch found out about
 * it. Every access to bytes is checked against the frame's own window. One thread at a time.
 */
public final class FrameSlots {
    /** Bytes kept free before each frame, so that a tag can be put in front of what is there. */
    public static final int HEADROOM = 32;
    /** The source port of a frame that has none. */
    public static final int NO_PORT = -1;

    private static final int ETHERNET_HEADER = 14;
    private static final byte CHANGED = 1;
    private static final byte STALE = 2;

    private static final ValueLayout.OfByte U8 = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final MemorySegment memory;
    private final int capacity;
    private final long receivedBytes;
    private final HeaderTable headers;
    private final int[] offset;
    private final int[] length;
    private final int[] wireLength;
    private final int[] sourcePort;
    private final int[] tag;
    private final long[] timeNanos;
    private final long[] offload;
    private final long[] destination;
    private final long[] source;
    // 0, or CHANGED and perhaps STALE
    private final byte[] changes;
    private int count;
    private int end;
    private boolean changed;

    /**
     * @param memory   where frames are put; native or mapped, less than 2 GiB
     * @param capacity frames at most
     */
    public FrameSlots(MemorySegment memory, int capacity) {
        this(memory, capacity, 0, 0);
    }

    /**
     * Slots with room left for frames that extensions make, however many were received.
     *
     * @param memory    where frames are put; native or mapped, less than 2 GiB
     * @param received  received frames at most
     * @param made      so many made frames at least
     * @param madeBytes of {@code memory}, kept for made frames
     */
    public FrameSlots(MemorySegment memory, int received, int made, int madeBytes) {
        final int size = received + made;
        this.memory = memory;
        this.capacity = received;
        this.receivedBytes = memory.byteSize() - madeBytes;
        this.headers = new HeaderTable(size);
        this.offset = new int[size];
        this.length = new int[size];
        this.wireLength = new int[size];
        this.sourcePort = new int[size];
        this.tag = new int[size];
        this.timeNanos = new long[size];
        this.offload = new long[size];
        this.destination = new long[size];
        this.source = new long[size];
        this.changes = new byte[size];
    }

    /** Where the frames' bytes lie. */
    public MemorySegment memory() {
        return memory;
    }

    /** What {@link #parse} found, by slot. */
    public HeaderTable headers() {
        return headers;
    }

    /** Received frames at most. */
    public int capacity() {
        return capacity;
    }

    /** Frames at most, made ones included. */
    public int size() {
        return offset.length;
    }

    /** Frames that are there. */
    public int count() {
        return count;
    }

    /** Forgets all frames. */
    public void clear() {
        count = 0;
        end = 0;
        changed = false;
    }

    /**
     * Room for one more received frame.
     *
     * @return where to put it within {@link #memory}, or -1 when there are no slots or bytes left
     */
    public int reserve(int bytes) {
        final int at = next();
        return count < capacity && bytes <= receivedBytes - at ? at : -1;
    }

    /** Room for one more frame, received or made; see {@link #reserve}. */
    public int reserveMade(int bytes) {
        final int at = next();
        return count < offset.length && bytes <= memory.byteSize() - at ? at : -1;
    }

    // 2 past a multiple of 16, so that an IP header behind an Ethernet header is aligned
    private int next() {
        return (end + HEADROOM + 15 & ~15) + 2;
    }

    /** Makes the bytes put where {@link #reserve} or {@link #reserveMade} said a frame. */
    public void commit(int at, int bytes, int wire, int port, long nanos) {
        commit(at, bytes, wire, port, nanos, 0);
    }

    /** As {@link #commit(int, int, int, int, long)}, with what is left to be done to the frame. */
    public void commit(int at, int bytes, int wire, int port, long nanos, long offloaded) {
        final int slot = count++;
        offset[slot] = at;
        length[slot] = bytes;
        wireLength[slot] = wire;
        sourcePort[slot] = port;
        timeNanos[slot] = nanos;
        offload[slot] = offloaded;
        tag[slot] = 0;
        changes[slot] = 0;
        end = at + bytes;
    }

    /** Where the frame begins in {@link #memory}. */
    public int offset(int slot) {
        return offset[slot];
    }

    /** Bytes that are there. */
    public int length(int slot) {
        return length[slot];
    }

    /** Bytes that were on the wire. */
    public int wireLength(int slot) {
        return wireLength[slot];
    }

    /** Index of the port where it entered, or {@link #NO_PORT}. */
    public int sourcePort(int slot) {
        return sourcePort[slot];
    }

    /** When it entered, in nanoseconds. */
    public long timeNanos(int slot) {
        return timeNanos[slot];
    }

    /** What is left to be done to the frame, as {@link Offload} has it; 0 for nothing. */
    public long offload(int slot) {
        return offload[slot];
    }

    /** TPID (high half) and TCI with the VLAN that the switch put the frame into; the TPID is 0 if it came untagged. */
    public int tag(int slot) {
        return tag[slot];
    }

    /** Notes the tag; the frame's bytes stay as they are. */
    public void setTag(int slot, int tpidAndTci) {
        tag[slot] = tpidAndTci;
    }

    /** Identifier of the VLAN it was put into. */
    public int vlan(int slot) {
        return tag[slot] & 0xFFF;
    }

    /** IEEE 802.1p priority, 0-7. */
    public int priority(int slot) {
        return tag[slot] >>> 13 & 7;
    }

    /** Takes the outermost tag out of the frame: the addresses move up by four bytes. The frame must have one. */
    public void stripTag(int slot) {
        final int at = offset[slot];
        memory.set(I64, at + 8, memory.get(I64, at + 4));
        memory.set(I32, at + 4, memory.get(I32, at));
        offset[slot] = at + 4;
        offload[slot] = Offload.moved(offload[slot], -4);
        length[slot] -= 4;
        wireLength[slot] -= 4;
    }

    /**
     * Puts the tag of the column in front of the frame's type: the addresses move down by four bytes, into the
     * headroom. {@link #stripTag} undoes it. Once for each slot.
     */
    public void pushTag(int slot) {
        final int at = offset[slot] - 4;
        final int value = tag[slot];
        memory.set(I32, at, memory.get(I32, at + 4));
        memory.set(I64, at + 4, memory.get(I64, at + 8));
        memory.set(I32, at + 12, value >>> 16 == 0 ? EtherType.VLAN << 16 | value : value);
        offset[slot] = at;
        offload[slot] = Offload.moved(offload[slot], 4);
        length[slot] += 4;
        wireLength[slot] += 4;
    }

    /** Finds the headers of a slot, and its addresses if there is room for both and a type. */
    public void parse(int slot) {
        if (length[slot] >= ETHERNET_HEADER) {
            readAddresses(slot);
        }
        parseHeaders(slot);
        changes[slot] &= ~STALE;
    }

    /**
     * Finds the addresses of a frame that has both and a type.
     *
     * @return the type, that of the outermost tag included
     */
    public int readAddresses(int slot) {
        final int at = offset[slot];
        final long sourceAndType = memory.get(I64, at + 6);
        destination[slot] = memory.get(I64, at) >>> 16;
        source[slot] = sourceAndType >>> 16;
        return (int) sourceAndType & 0xFFFF;
    }

    /** Finds the headers of a received frame whose addresses are known. */
    public void parseHeaders(int slot) {
        headers.parse(memory, offset[slot], length[slot], slot);
    }

    /** Destination address, as {@link #parse} found it, in the low 48 bits. */
    public long destinationMac(int slot) {
        return destination[slot];
    }

    /** Source address, as {@link #parse} found it, in the low 48 bits. */
    public long sourceMac(int slot) {
        return source[slot];
    }

    /** Finds the headers of all slots whose bytes changed since {@link #parse}. */
    public void parseChanged() {
        if (changed) {
            changed = false;
            for (int slot = 0; slot < count; slot++) {
                if (isStale(slot)) {
                    parse(slot);
                }
            }
        }
    }

    /** Whether the slot's bytes changed since {@link #parse}. */
    public boolean isStale(int slot) {
        return (changes[slot] & STALE) != 0;
    }

    /** Whether a stage wrote to the slot's bytes since it was received or made. */
    public boolean isRewritten(int slot) {
        return changes[slot] != 0;
    }

    /** One byte; like all accesses below, an {@link IndexOutOfBoundsException} outside the frame. */
    public int u8(int slot, int at) {
        return memory.get(U8, window(slot, at, 1)) & 0xFF;
    }

    /** Two bytes. */
    public int u16(int slot, int at) {
        return memory.get(U16, window(slot, at, 2)) & 0xFFFF;
    }

    /** Four bytes. */
    public int i32(int slot, int at) {
        return memory.get(I32, window(slot, at, 4));
    }

    /** Eight bytes. */
    public long i64(int slot, int at) {
        return memory.get(I64, window(slot, at, 8));
    }

    /** Six bytes, such as a MAC address. */
    // one load that begins two bytes early, where there is another part of the frame or headroom
    public long u48(int slot, int at) {
        return memory.get(I64, window(slot, at, 6) - 2) & 0xFFFF_FFFF_FFFFL;
    }

    /**
     * Eight bytes of the fixed part of an IPv6 header.
     *
     * @throws IllegalStateException unless {@link HeaderTable#ipVersion} is 6
     */
    // the header is within the frame, or it would have no version: that says more than a look at the frame's window
    public long ipv6(int slot, int at) {
        if (headers.ipVersion(slot) != 6) {
            throw new IllegalStateException("found IP version " + headers.ipVersion(slot) + ", expected 6");
        }
        return memory.get(I64, (long) offset[slot] + headers.networkOffset(slot) + at);
    }

    /** Writes the low eight bits. */
    public void setU8(int slot, int at, int value) {
        memory.set(U8, window(slot, at, 1), (byte) value);
        changed(slot);
    }

    /** Writes the low 48 bits. */
    public void setU48(int slot, int at, long value) {
        final long place = window(slot, at, 6);
        memory.set(U16, place, (short) (value >>> 32));
        memory.set(I32, place + 2, (int) value);
        changed(slot);
    }

    /** Copies bytes of the frame out. */
    public void copy(int slot, int at, int bytes, MemorySegment target, long targetOffset) {
        MemorySegment.copy(memory, window(slot, at, bytes), target, targetOffset, bytes);
    }

    private void changed(int slot) {
        changes[slot] = CHANGED | STALE;
        changed = true;
    }

    private long window(int slot, int at, int bytes) {
        return offset[slot] + Objects.checkFromIndexSize(at, bytes, length[slot]);
    }
}
