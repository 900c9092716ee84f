package org.signalbox.vswitch.itest;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;

import org.signalbox.vswitch.attachment.Attachment;
import org.signalbox.vswitch.attachment.AttachmentContext;
import org.signalbox.vswitch.attachment.AttachmentProvider;
import org.signalbox.vswitch.attachment.ReceiveBuffer;
import org.signalbox.vswitch.itest.partner.Numbering;

/**
 * Attachments of kind {@code flows}: the port named {@code from} sends numbered frames of some flows at a steady
 * rate, the port named {@code to} checks that each flow's numbers come without a gap, twice, or out of order, and
 * tells marked frames from others, and those whose stamp is their number.
 */
final class Flows implements AttachmentProvider {
    static final String KIND = "flows";
    /** The byte that a marked frame does not have as 0. */
    static final int MARK_OFFSET = 59;

    private static final int FRAME = 60;
    private static final int FLOWS = 8;
    private static final int FLOW_OFFSET = Numbering.FLOW_OFFSET;
    private static final int NUMBER_OFFSET = 16;
    private static final ValueLayout.OfLong NUMBER = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt STAMP = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final long framesPerSecond;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong marked = new AtomicLong();
    private final AtomicLong plain = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private final AtomicLong misnumbered = new AtomicLong();
    private volatile boolean stopped;

    /** No settings. */
    public record Settings() {
    }

    Flows(final long framesPerSecond) {
        this.framesPerSecond = framesPerSecond;
    }

    long sent() {
        return sent.get();
    }

    long marked() {
        return marked.get();
    }

    long plain() {
        return plain.get();
    }

    /** Frames that were not the next ones of their flows. */
    long wrong() {
        return wrong.get();
    }

    /** Frames that came after a later one of their flows, or again. */
    long late() {
        return late.get();
    }

    /** Frames that {@link Numbering} did not stamp with the number that they were sent with. */
    long misnumbered() {
        return misnumbered.get();
    }

    void stop() {
        stopped = true;
    }

    @Override
    public Class<? extends Record> settings() {
        return Settings.class;
    }

    @Override
    public Attachment attach(final Record settings, final AttachmentContext context) {
        return context.portName().equals("from") ? new Sender() : new Checker();
    }

    /** Sends what is due by the switch's clock. */
    private final class Sender implements Attachment {
        private final MemorySegment frame = MemorySegment.ofArray(new byte[FRAME]);
        private long startNanos = -1;
        private long nowNanos;

        private Sender() {
            frame.set(ValueLayout.JAVA_BYTE, 0, (byte) 2);
            frame.set(ValueLayout.JAVA_BYTE, 5, (byte) 1);
            frame.set(ValueLayout.JAVA_BYTE, 6, (byte) 2);
            frame.set(ValueLayout.JAVA_BYTE, 11, (byte) 2);
            frame.set(ValueLayout.JAVA_BYTE, 12, (byte) 0x88);
            frame.set(ValueLayout.JAVA_BYTE, 13, (byte) 0xB5);
        }

        @Override
        public void receive(final ReceiveBuffer buffer, final long now) {
            startNanos = startNanos < 0 ? now : startNanos;
            nowNanos = now;
            long number = sent.get();
            while (!stopped && buffer.limit() > 0 && number < due()) {
                frame.set(ValueLayout.JAVA_BYTE, FLOW_OFFSET, (byte) (number % FLOWS));
                frame.set(NUMBER, NUMBER_OFFSET, number / FLOWS);
                if (!buffer.add(frame, 0, FRAME, FRAME)) {
                    break;
                }
                number++;
            }
            sent.setRelease(number);
        }

        private long due() {
            return (nowNanos - startNanos) / 1_000 * framesPerSecond / 1_000_000;
        }

        @Override
        public boolean transmit(final MemorySegment memory, final long offset, final int length, final int wireLength,
                final long now) {
            return true;
        }

        @Override
        public long nextPollNanos() {
            return stopped ? Long.MAX_VALUE : nowNanos + 200_000;
        }

        @Override
        public void close() {
            stopped = true;
        }
    }

    /** Checks what arrives. */
    private final class Checker implements Attachment {
        private final long[] next = new long[FLOWS];

        @Override
        public void receive(final ReceiveBuffer buffer, final long nowNanos) {
        }

        @Override
        public boolean transmit(final MemorySegment memory, final long offset, final int length, final int wireLength,
                final long nowNanos) {
            final int flow = memory.get(ValueLayout.JAVA_BYTE, offset + FLOW_OFFSET);
            final long number = memory.get(NUMBER, offset + NUMBER_OFFSET);
            if (length != FRAME || number != next[flow]) {
                wrong.setRelease(wrong.get() + 1);
            }
            if (number < next[flow]) {
                late.setRelease(late.get() + 1);
            }
            if (memory.get(STAMP, offset + Numbering.STAMP_OFFSET) != number) {
                misnumbered.setRelease(misnumbered.get() + 1);
            }
            next[flow] = number + 1;
            final AtomicLong count = memory.get(ValueLayout.JAVA_BYTE, offset + MARK_OFFSET) == 0 ? plain : marked;
            count.setRelease(count.get() + 1);
            return true;
        }

        @Override
        public void close() {
        }
    }
}
