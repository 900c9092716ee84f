package org.signalbox.vswitch.attachment;

import java.lang.foreign.MemorySegment;

import org.signalbox.frame.Offload;
import org.signalbox.vswitch.pipeline.FrameSlots;

/**
 * Where an attachment puts received frames: by {@link #add}, or without a copy by {@link #reserve}, writing to
 * {@link #memory} and {@link #commit}. One thread at a time.
 */
public final class ReceiveBuffer {
    private final FrameSlots slots;
    private int port;
    private long nowNanos;
    private int limit;
    private int reserved = -1;
    private int reservedBytes;

    public ReceiveBuffer(FrameSlots slots) {
        this.slots = slots;
    }

    /** For the engine: what follows comes from this port, at this time, and is this many frames at most. */
    public void from(int sourcePort, long timeNanos, int frames) {
        port = sourcePort;
        nowNanos = timeNanos;
        limit = frames;
        reserved = -1;
    }

    /** How many more frames are welcome. */
    public int limit() {
        return limit;
    }

    /** The memory that {@link #reserve} names places in. */
    public MemorySegment memory() {
        return slots.memory();
    }

    /**
     * A place for a frame of at most so many bytes.
     *
     * @return its offset in {@link #memory}, or -1 when there is no room now
     */
    public int reserve(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("found " + bytes + " bytes to reserve, expected 0 or more");
        }
        reserved = limit > 0 ? slots.reserve(bytes) : -1;
        reservedBytes = bytes;
        return reserved;
    }

    /**
     * Makes what was written to the place last reserved a frame.
     *
     * @param wireLength its bytes on the wire, {@code length} unless it was cut
     */
    public void commit(int length, int wireLength) {
        commit(length, wireLength, 0);
    }

    /**
     * As {@link #commit(int, int)}, of a frame of which something may be left to be done.
     *
     * @param offload what is left to be done, 0 for nothing; one that {@link Offload#fits} the frame
     */
    public void commit(int length, int wireLength, long offload) {
        if (reserved < 0) {
            throw new IllegalStateException("found no reserved place, expected reserve() before commit()");
        }
        if (length < 0 || length > reservedBytes || wireLength < length) {
            throw new IllegalArgumentException("found a frame of " + length + " bytes, " + wireLength
                    + " on the wire, expected 0 to " + reservedBytes + " as reserved, and no less on the wire");
        }
        if (offload != 0 && !Offload.fits(offload, length)) {
            throw new IllegalArgumentException("found offload 0x" + Long.toHexString(offload)
                    + ", expected one that fits a frame of " + length + " bytes");
        }
        slots.commit(reserved, length, wireLength, port, nowNanos, offload);
        reserved = -1;
        limit--;
    }

    /**
     * Adds a copy of a frame.
     *
     * @return false when there is no room now
     */
    public boolean add(MemorySegment source, long offset, int length, int wireLength) {
        return add(source, offset, length, wireLength, 0);
    }

    /** As {@link #add(MemorySegment, long, int, int)}, of a frame of which something may be left to be done. */
    public boolean add(MemorySegment source, long offset, int length, int wireLength, long offload) {
        final int at = reserve(length);
        if (at < 0) {
            return false;
        }
        MemorySegment.copy(source, offset, slots.memory(), at, length);
        commit(length, wireLength, offload);
        return true;
    }
}
