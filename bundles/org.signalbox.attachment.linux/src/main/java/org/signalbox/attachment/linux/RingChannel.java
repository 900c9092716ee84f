package org.signalbox.attachment.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import org.signalbox.vswitch.attachment.ReceiveBuffer;

/** Many frames a call, by io_uring: a third of the cost of {@link DirectChannel} when frames are small. */
final class RingChannel implements TapChannel {
    private final RingReader reader;
    private final RingWriter writer;

    RingChannel(final int tap, final Readiness readiness, final Arena arena, final Device.Listener listener)
            throws LinuxException {
        reader = new RingReader(tap, readiness, arena, listener);
        writer = new RingWriter(tap, arena);
    }

    @Override
    public boolean receive(final ReceiveBuffer buffer) {
        return reader.receive(buffer);
    }

    @Override
    public void transmit(final MemorySegment memory, final long offset, final int length, final long offload) {
        writer.transmit(memory, offset, length, offload);
    }

    @Override
    public int flush() {
        return writer.flush();
    }

    @Override
    public void sleep() {
        reader.sleep();
    }

    @Override
    public void release() {
        reader.release();
    }

    @Override
    public void close() {
        reader.close();
        writer.close();
    }
}
