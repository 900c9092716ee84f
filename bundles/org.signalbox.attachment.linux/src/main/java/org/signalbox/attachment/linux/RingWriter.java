package org.signalbox.attachment.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import org.signalbox.frame.Offload;

/**
 * Writes frames, each behind its {@code struct virtio_net_hdr}, many with one call. A long one is written by itself,
 * from where it is: a call costs less than the copy.
 */
final class RingWriter implements AutoCloseable {
    private static final int FRAMES = 128;
    private static final int BYTES = 1 << 18;
    private static final int LONGEST = 1 << 14;
    private static final int ALIGNMENT = 64;
    private static final int TRIES = 8;

    private final int tap;
    private final IoRing ring;
    private final MemorySegment bytes;
    private final FrameVector vector;
    private int end;
    private int count;
    private int refused;

    RingWriter(final int tap, final Arena arena) throws LinuxException {
        this.tap = tap;
        bytes = Libc.reserve(BYTES, arena);
        vector = new FrameVector(arena);
        ring = new IoRing(FRAMES, 2 * FRAMES, 0);
    }

    void transmit(final MemorySegment memory, final long offset, final int length, final long offload) {
        if (length > LONGEST) {
            write();
            if (!vector.write(tap, memory, offset, length, offload)) {
                refused++;
            }
            return;
        }
        final int all = Offload.HEADER + length;
        if (count == FRAMES || BYTES - end < all) {
            write();
        }
        Offload.write(offload, memory, offset, bytes, end);
        MemorySegment.copy(memory, offset, bytes, end + Offload.HEADER, length);
        ring.prepare(IoRing.WRITE, 0, tap, bytes.address() + end, all, 0);
        end = end + all + ALIGNMENT - 1 & -ALIGNMENT;
        count++;
    }

    /** Sends what was taken over; how many frames of those since the last time the device refused. */
    int flush() {
        write();
        final int frames = refused;
        refused = 0;
        return frames;
    }

    // a write to a TAP device never waits, so each has completed when the kernel has taken it
    private void write() {
        for (int tries = 0; ring.prepared() > 0 && tries < TRIES; tries++) {
            ring.enter(0);
        }
        final int left = ring.prepared();
        ring.forget();
        refused += left;
        int missing = count - left;
        for (int tries = 0; missing > 0; tries++) {
            if (tries == TRIES) {
                throw new IllegalStateException("the kernel has not done with " + missing + " frames");
            }
            for (int completed = ring.completed(); completed > 0; completed--) {
                if (ring.result() < 0) {
                    refused++;
                }
                ring.next();
                missing--;
            }
            if (missing > 0) {
                ring.enter(missing);
            }
        }
        count = 0;
        end = 0;
    }

    @Override
    public void close() {
        ring.close();
    }
}
