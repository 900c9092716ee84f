package org.signalbox.vswitch.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

import org.signalbox.schema.Default;
import org.signalbox.vswitch.attachment.Attachment;
import org.signalbox.vswitch.attachment.AttachmentContext;
import org.signalbox.vswitch.attachment.AttachmentProvider;
import org.signalbox.vswitch.attachment.ReceiveBuffer;

/** Attachments of kind {@code cable}: a test puts frames in at one end and looks at what came out there. */
final class Cables implements AttachmentProvider {
    static final String KIND = "cable";
    static final Map<String, Object> PROPERTIES = Map.of(AttachmentProvider.KIND, KIND);

    /** @param holds how many frames it takes that nobody reads, as a queue does; -1: all, and passes them on at once */
    public record Settings(@Default("-1") int holds) {
    }

    /** One end of a cable. */
    final class Cable implements Attachment {
        private final AttachmentContext context;
        private final int holds;
        private final Queue<byte[]> waiting = new ConcurrentLinkedQueue<>();
        private final List<byte[]> delivered = new ArrayList<>();
        private volatile RuntimeException fault;
        private volatile boolean closed;
        private int flushes;

        private Cable(final AttachmentContext context, final int holds) {
            this.context = context;
            this.holds = holds;
        }

        void send(final byte[] frame) {
            waiting.add(frame);
            context.wake();
        }

        void failWith(final RuntimeException thrown) {
            fault = thrown;
            context.wake();
        }

        AttachmentContext context() {
            return context;
        }

        boolean isClosed() {
            return closed;
        }

        synchronized int flushes() {
            return flushes;
        }

        synchronized List<byte[]> delivered() {
            return List.copyOf(delivered);
        }

        @Override
        public void receive(final ReceiveBuffer buffer, final long nowNanos) {
            check();
            while (buffer.limit() > 0 && !waiting.isEmpty()) {
                final byte[] frame = waiting.peek();
                if (!buffer.add(MemorySegment.ofArray(frame), 0, frame.length, frame.length)) {
                    return;
                }
                waiting.remove();
            }
        }

        @Override
        public synchronized boolean transmit(final MemorySegment memory, final long offset, final int length,
                final int wireLength, final long nowNanos) {
            check();
            if (holds >= 0 && delivered.size() == holds) {
                return false;
            }
            delivered.add(memory.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE));
            return true;
        }

        @Override
        public synchronized void flush() {
            flushes++;
        }

        @Override
        public synchronized long pending() {
            return holds < 0 ? 0 : delivered.size();
        }

        private void check() {
            if (closed) {
                throw new IllegalStateException("called after close");
            }
            if (fault != null) {
                throw fault;
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final Map<String, List<Cable>> cables = new ConcurrentHashMap<>();

    @Override
    public Class<? extends Record> settings() {
        return Settings.class;
    }

    @Override
    public Attachment attach(final Record settings, final AttachmentContext context) {
        final Cable cable = new Cable(context, ((Settings) settings).holds());
        cables.computeIfAbsent(context.switchName() + "/" + context.portName(), _ -> new ArrayList<>()).add(cable);
        return cable;
    }

    /** The cable that a port got last. */
    Cable at(final String switchName, final String port) {
        return cables.get(switchName + "/" + port).getLast();
    }

    /** How often a port was attached. */
    int attached(final String switchName, final String port) {
        return cables.getOrDefault(switchName + "/" + port, List.of()).size();
    }

    /** Waits, at most ten seconds. */
    static void await(final String what, final BooleanSupplier condition) {
        final long end = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited ten seconds for: " + what);
            }
            Thread.onSpinWait();
        }
    }
}
