package org.signalbox.attachment.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

import org.signalbox.frame.Offload;
import org.signalbox.vswitch.attachment.ReceiveBuffer;

/**
 * Reads frames, each behind its {@code struct virtio_net_hdr}: one call stays in the kernel and reads whenever frames
 * come, into buffers that it takes from a ring and gets back there.
 */
// An io_uring belongs to the thread that made it. When another worker gets the port, it first takes what was read for
// the former, whose end, or release(), has cancelled the call; then it makes its own.
final class RingReader implements AutoCloseable {
    private static final int BUFFERS = 64;
    private static final int BYTES = Offload.HEADER + Device.LONGEST;
    /** From buffer to buffer; no multiple of a page, or their first lines would all share a few places of the cache. */
    private static final int STRIDE = BYTES + 63 & -64;
    private static final int CALLS = 4;
    private static final int COMPLETIONS = 256;
    private static final long READING = 1;
    private static final long CANCELLING = 2;

    // flags of a result
    private static final int MORE_FOLLOW = 2;
    private static final int HAS_BUFFER = 1;
    private static final int BUFFER_NUMBER = 16;

    // struct io_uring_buf_ring: its entries, and the tail within the first
    private static final int PLACE = 16;
    private static final int PLACE_LENGTH = 8;
    private static final int PLACE_NUMBER = 12;
    private static final int TAIL = 14;
    private static final VarHandle SHORT = JAVA_SHORT.varHandle();

    private final int tap;
    private final Readiness.Registration registration;
    private final MemorySegment buffers;
    private final MemorySegment free;
    private IoRing ring;
    private Thread owner;
    private boolean reading;
    private boolean broken;
    private short tail;

    RingReader(final int tap, final Readiness readiness, final Arena arena, final Device.Listener listener)
            throws LinuxException {
        this.tap = tap;
        this.buffers = Libc.reserve((long) BUFFERS * STRIDE, arena);
        this.free = Libc.reserve((long) BUFFERS * PLACE, arena);
        this.registration = readiness.register(tap, arena, failed -> {
            if (failed) {
                listener.failed();
            }
            listener.ready();
        });
    }

    /** Puts frames that wait into the buffer while it has room; false when the device refuses to be read. */
    boolean receive(final ReceiveBuffer buffer) {
        broken = false;
        if (owner != Thread.currentThread() && !takeOver(buffer)) {
            return !broken;
        }
        if (!reading) {
            ring.prepare(IoRing.READ_REPEATEDLY, IoRing.SELECT_BUFFER, tap, 0, 0, READING);
            reading = true;
        }
        if (ring.prepared() > 0 || ring.kernelWaits()) {
            ring.enter(0);
        }
        take(buffer);
        return !broken;
    }

    /** Whether the calling thread has a ring now. */
    private boolean takeOver(final ReceiveBuffer buffer) {
        if (ring != null && !take(buffer)) {
            return false;
        }
        try {
            leave();
            open();
            return true;
        } catch (final LinuxException refused) {
            broken = true;
            return false;
        }
    }

    private void open() throws LinuxException {
        ring = new IoRing(CALLS, COMPLETIONS, IoRing.ONE_THREAD);
        ring.buffers(free, BUFFERS);
        tail = 0;
        for (int number = 0; number < BUFFERS; number++) {
            give(number);
        }
        publish();
        owner = Thread.currentThread();
    }

    private void give(final int number) {
        final long place = (long) (tail & BUFFERS - 1) * PLACE;
        free.set(JAVA_LONG, place, buffers.address() + (long) number * STRIDE);
        free.set(JAVA_INT, place + PLACE_LENGTH, BYTES);
        free.set(JAVA_SHORT, place + PLACE_NUMBER, (short) number);
        tail++;
    }

    private void publish() {
        SHORT.setRelease(free, (long) TAIL, tail);
    }

    /** Hands out what was read; false when there was no room for all of it. */
    private boolean take(final ReceiveBuffer buffer) {
        boolean all = true;
        int left = ring.completed();
        final boolean any = left > 0;
        while (left > 0 && all) {
            all = ring.token() != READING || takeOne(ring.result(), ring.flags(), buffer);
            if (all) {
                ring.next();
                left--;
            }
        }
        if (any) {
            publish();
        }
        return all;
    }

    private boolean takeOne(final int result, final int flags, final ReceiveBuffer buffer) {
        if ((flags & HAS_BUFFER) != 0) {
            final int number = flags >>> BUFFER_NUMBER;
            if (!take((long) number * STRIDE, result - Offload.HEADER, buffer)) {
                return false;
            }
            give(number);
        }
        if ((flags & MORE_FOLLOW) == 0) {
            reading = false;
            // out of buffers is no fault, and neither is what release() and the end of a thread do
            broken |= result < 0 && result != -Errno.ENOBUFS && result != -Errno.ECANCELED;
        }
        return true;
    }

    private boolean take(final long at, final int length, final ReceiveBuffer buffer) {
        if (length <= 0) {
            return true;
        }
        final long offload = Offload.read(buffers, at);
        return !Offload.fits(offload, length) || buffer.add(buffers, at + Offload.HEADER, length, length, offload);
    }

    /** The worker is about to sleep: it is told when frames wait. */
    // it is the device that is waited for: as long as its worker does not enter, nothing comes out of the ring
    void sleep() {
        if (!registration.isArmed()) {
            registration.arm(Readiness.READ);
        }
    }

    /** By the thread that called {@link #receive}: the kernel lets go of the device. */
    void release() {
        if (reading && owner == Thread.currentThread()) {
            ring.prepare(IoRing.CANCEL, 0, -1, READING, 0, CANCELLING);
            ring.enter(0);
        }
    }

    private void leave() {
        if (ring != null) {
            ring.close();
            ring = null;
        }
        reading = false;
        owner = null;
    }

    @Override
    public void close() {
        registration.close();
        leave();
    }
}
