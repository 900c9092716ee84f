package org.signalbox.vswitch.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import org.signalbox.vswitch.attachment.Attachment;
import org.signalbox.vswitch.attachment.AttachmentContext;
import org.signalbox.vswitch.attachment.AttachmentProvider;
import org.signalbox.vswitch.attachment.ReceiveBuffer;

/**
 * Attachments of kind {@code steady}: ports named {@code from...} send numbered frames at a steady rate, one flow each;
 * the one named {@code to} checks that those of each flow come once, in order, and with the stamp of {@link Numbering}.
 */
final class SteadyFlows implements AttachmentProvider {
    static final String KIND = "steady";
    static final Map<String, Object> PROPERTIES = Map.of(AttachmentProvider.KIND, KIND);

    /** The station at the port named {@code to}. */
    static final int TO = 99;

    private static final int FRAME = 60;
    private static final int NUMBER_AT = 20;
    private static final int STATION_AT = 11;
    /** Frames of a flow that are on their way, at most: less than a ring holds. */
    private static final int WINDOW = 2_000;
    private static final ValueLayout.OfInt NUMBER = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final long framesPerSecond;
    private final List<Sender> senders = new CopyOnWriteArrayList<>();
    private final AtomicLong wrong = new AtomicLong();
    private final AtomicLong misnumbered = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private volatile boolean stopped;

    /** No settings. */
    public record Settings() {
    }

    /** @param framesPerSecond of each flow */
    SteadyFlows(final long framesPerSecond) {
        this.framesPerSecond = framesPerSecond;
    }

    long sent() {
        return senders.stream().mapToLong(sender -> sender.sent).sum();
    }

    long received() {
        return received.get();
    }

    /** Frames that were not the next ones of their flows. */
    long wrong() {
        return wrong.get();
    }

    /** Frames whose stamp is not the number that they were sent with. */
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
        if (context.portName().equals("to")) {
            return new Checker();
        }
        final Sender sender = new Sender(senders.size());
        senders.add(sender);
        return sender;
    }

    /** Sends what is due by the switch's clock. */
    private final class Sender implements Attachment {
        private final MemorySegment frame;
        private volatile int sent;
        private volatile int arrived;
        private long startNanos = -1;
        private long nowNanos;

        private Sender(final int station) {
            frame = MemorySegment.ofArray(Runs.frame(TO, station));
        }

        @Override
        public void receive(final ReceiveBuffer buffer, final long now) {
            startNanos = startNanos < 0 ? now : startNanos;
            nowNanos = now;
            int number = sent;
            final long due = (now - startNanos) / 1_000 * framesPerSecond / 1_000_000;
            while (!stopped && buffer.limit() > 0 && number < due && number - arrived < WINDOW) {
                frame.set(NUMBER, NUMBER_AT, number);
                if (!buffer.add(frame, 0, FRAME, FRAME)) {
                    break;
                }
                number++;
            }
            sent = number;
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
        }
    }

    /** Checks what arrives. */
    private final class Checker implements Attachment {
        @Override
        public void receive(final ReceiveBuffer buffer, final long nowNanos) {
        }

        @Override
        public boolean transmit(final MemorySegment memory, final long offset, final int length, final int wireLength,
                final long nowNanos) {
            final Sender sender = senders.get(memory.get(ValueLayout.JAVA_BYTE, offset + STATION_AT));
            final int number = memory.get(NUMBER, offset + NUMBER_AT);
            if (length != FRAME || number != sender.arrived) {
                wrong.incrementAndGet();
            }
            if (memory.get(NUMBER, offset + Numbering.STAMP_AT) != number) {
                misnumbered.incrementAndGet();
            }
            sender.arrived = number + 1;
            received.incrementAndGet();
            return true;
        }

        @Override
        public void close() {
        }
    }
}
