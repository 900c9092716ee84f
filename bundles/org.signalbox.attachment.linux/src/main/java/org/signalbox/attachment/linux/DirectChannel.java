package org.signalbox.attachment.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import org.signalbox.frame.Offload;
import org.signalbox.vswitch.attachment.ReceiveBuffer;

/** One frame a call, read into the burst and written from it without a copy of ours: on every kernel. */
final class DirectChannel implements TapChannel {
    private final int tap;
    private final Polling polling;
    private final FrameVector vector;
    private int refused;

    DirectChannel(final int tap, final Readiness readiness, final Arena arena, final Device.Listener listener)
            throws LinuxException {
        this.tap = tap;
        this.vector = new FrameVector(arena);
        this.polling = new Polling(readiness, tap, arena, listener);
    }

    @Override
    public boolean receive(final ReceiveBuffer buffer) {
        if (!polling.asks()) {
            return true;
        }
        boolean found = false;
        for (int at = buffer.reserve(Device.LONGEST); at >= 0; at = buffer.reserve(Device.LONGEST)) {
            final int read = vector.read(tap, buffer.memory(), at, Device.LONGEST);
            if (read <= 0) {
                polling.asked(found);
                return read == -Errno.EAGAIN;
            }
            found = true;
            final long offload = vector.offload();
            if (Offload.fits(offload, read)) {
                buffer.commit(read, read, offload);
            }
        }
        return true;
    }

    @Override
    public void transmit(final MemorySegment memory, final long offset, final int length, final long offload) {
        if (!vector.write(tap, memory, offset, length, offload)) {
            refused++;
        }
    }

    @Override
    public int flush() {
        final int frames = refused;
        refused = 0;
        return frames;
    }

    @Override
    public void sleep() {
        polling.sleep();
    }

    @Override
    public void release() {
        // nothing is under way
    }

    @Override
    public void close() {
        polling.close();
    }
}
