package org.signalbox.attachment.lab;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;

import org.signalbox.vswitch.attachment.ReceiveBuffer;

/** Frames that the guest sent and the switch has not fetched; what does not fit is lost, as in a full NIC. */
final class Outbox {
    private static final int FRAMES = 512;

    private final Deque<byte[]> frames = new ArrayDeque<>();

    void add(final byte[] frame) {
        if (frames.size() < FRAMES) {
            frames.add(frame);
        }
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    void drainTo(final ReceiveBuffer buffer) {
        while (!frames.isEmpty()) {
            final byte[] frame = frames.peek();
            if (!buffer.add(MemorySegment.ofArray(frame), 0, frame.length, frame.length)) {
                return;
            }
            frames.remove();
        }
    }
}
