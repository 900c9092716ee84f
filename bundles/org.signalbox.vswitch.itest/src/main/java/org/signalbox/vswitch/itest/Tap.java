package org.signalbox.vswitch.itest;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.signalbox.vswitch.attachment.Attachment;
import org.signalbox.vswitch.attachment.AttachmentContext;
import org.signalbox.vswitch.attachment.AttachmentProvider;
import org.signalbox.vswitch.attachment.ReceiveBuffer;
import org.signalbox.vswitch.pipeline.FrameSlots;

/** Attaches what another provider attaches, and writes down every frame that passes, with the switch's time. */
final class Tap implements AttachmentProvider {
    static final String TAPPED = "tapped";

    private final AttachmentProvider provider;
    private final List<Entered> entered = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, List<Delivered>> delivered = new ConcurrentHashMap<>();

    /** A frame that entered a switch at a port; a switch's frames are in the order of entry. */
    record Entered(String switchName, String port, long nanos, byte[] frame) {
    }

    /** A frame that left a switch. */
    record Delivered(long nanos, String frame) {
        static Delivered of(final long nanos, final MemorySegment memory, final long offset, final int length) {
            return new Delivered(nanos, HexFormat.of().formatHex(bytes(memory, offset, length)));
        }
    }

    Tap(final AttachmentProvider provider) {
        this.provider = provider;
    }

    private static byte[] bytes(final MemorySegment memory, final long offset, final int length) {
        return memory.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
    }

    List<Entered> entered(final String switchName) {
        return entered.stream().filter(frame -> frame.switchName().equals(switchName)).toList();
    }

    List<Delivered> delivered(final String switchName, final String port) {
        return delivered.getOrDefault(switchName + "/" + port, List.of());
    }

    @Override
    public Class<? extends Record> settings() {
        return provider.settings();
    }

    @Override
    public Attachment attach(final Record settings, final AttachmentContext context) {
        return new Tapped(provider.attach(settings, context), context);
    }

    /** One port's tap. */
    private final class Tapped implements Attachment {
        private final Attachment attachment;
        private final AttachmentContext context;
        private final FrameSlots slots = new FrameSlots(Arena.ofAuto().allocate(1 << 18), 64);
        private final ReceiveBuffer own = new ReceiveBuffer(slots);
        private final List<Delivered> out = new ArrayList<>();

        Tapped(final Attachment attachment, final AttachmentContext context) {
            this.attachment = attachment;
            this.context = context;
            delivered.put(context.switchName() + "/" + context.portName(), out);
        }

        @Override
        public void receive(final ReceiveBuffer buffer, final long nowNanos) {
            slots.clear();
            own.from(0, nowNanos, Math.min(slots.capacity(), buffer.limit()));
            attachment.receive(own, nowNanos);
            for (int slot = 0; slot < slots.count(); slot++) {
                final int length = slots.length(slot);
                entered.add(new Entered(context.switchName(), context.portName(), nowNanos,
                        bytes(slots.memory(), slots.offset(slot), length)));
                if (!buffer.add(slots.memory(), slots.offset(slot), length, length)) {
                    throw new IllegalStateException("a burst has no room for a guest's frame of " + length + " bytes");
                }
            }
        }

        @Override
        public boolean transmit(final MemorySegment memory, final long offset, final int length, final int wireLength,
                final long nowNanos) {
            out.add(Delivered.of(nowNanos, memory, offset, length));
            return attachment.transmit(memory, offset, length, wireLength, nowNanos);
        }

        @Override
        public long nextPollNanos() {
            return attachment.nextPollNanos();
        }

        @Override
        public void close() {
            attachment.close();
        }
    }
}
