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

    /**
     * @param holds    how many frames it takes that nobody reads, as a queue does; -1: all, and passes them on at once
     * @param offloads whether it takes frames of which something is left to be done
     */
    public record Settings(@Default("-1") int holds, @Default("false") boolean offloads) {
    }

    /** A frame that waits to enter the switch. */
    private record Waiting(byte[] frame, long offload) {
    }

    /** One end of a cable. */
    final class Cable implements Attachment {
        private final AttachmentContext context;
        private final int holds;
        private final boolean offloads;
        private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
        private final List<byte[]> delivered = new ArrayList<>();
        private final List<Long> leftToDo = new ArrayList<>();
        private long lastNanos;
        private volatile RuntimeException fault;
        private volatile boolean closed;
        private volatile long caller;
        private volatile boolean released;
        private int flushes;
        private int loses;

        private Cable(final AttachmentContext context, final Settings settings) {
            this.context = context;
            this.holds = settings.holds();
            this.offloads = settings.offloads();
        }

        void send(final byte[] frame) {
            send(frame, 0, 1);
        }

        /** Sends a frame, of which something is left to be done, so many times. */
        void send(final byte[] frame, final long offload, final int times) {
            for (int time = 0; time < times; time++) {
                waiting.add(new Waiting(frame, offload));
            }
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

        /** How many frames were delivered. */
        synchronized int count() {
            return delivered.size();
        }

        /** What was left to be done to each frame that was delivered. */
        synchronized List<Long> leftToDo() {
            return List.copyOf(leftToDo);
        }

        /** When a frame for it entered the switch last, taken or not. */
        synchronized long lastNanos() {
            return lastNanos;
        }

        @Override
        public void receive(final ReceiveBuffer buffer, final long nowNanos) {
            check();
            caller = Thread.currentThread().threadId();
            while (buffer.limit() > 0 && !waiting.isEmpty()) {
                final Waiting next = waiting.peek();
                final int length = next.frame().length;
                if (!buffer.add(MemorySegment.ofArray(next.frame()), 0, length, length, next.offload())) {
                    return;
                }
                waiting.remove();
            }
        }

        @Override
        public boolean takesOffloads() {
            return offloads;
        }

        @Override
        public boolean transmit(final MemorySegment memory, final long offset, final int length, final int wireLength,
                final long nowNanos) {
            return take(memory, offset, length, 0, nowNanos);
        }

        @Override
        public boolean transmit(final MemorySegment memory, final long offset, final int length, final int wireLength,
                final long offload, final long nowNanos) {
            return take(memory, offset, length, offload, nowNanos);
        }

        private synchronized boolean take(final MemorySegment memory, final long offset, final int length,
                final long offload, final long nowNanos) {
            check();
            lastNanos = nowNanos;
            if (holds >= 0 && delivered.size() == holds) {
                return false;
            }
            delivered.add(memory.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE));
            leftToDo.add(offload);
            return true;
        }

        /** Says at the next flush that so many frames are lost. */
        synchronized void lose(final int frames) {
            loses = frames;
        }

        @Override
        public synchronized void flush() {
            flushes++;
            if (loses > 0) {
                context.lost(loses, "the cable is cut");
            }
        }

        @Override
        public synchronized long pending() {
            return holds < 0 ? 0 : delivered.size();
        }

        /** Whether the worker that called it let go of it before it was closed. */
        boolean isReleased() {
            return released;
        }

        @Override
        public void release() {
            released = !closed && Thread.currentThread().threadId() == caller;
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
        final Cable cable = new Cable(context, (Settings) settings);
        cables.computeIfAbsent(context.switchName() + "/" + context.portName(), _ -> new ArrayList<>()).add(cable);
        return cable;
    }

    /** The cable that a port got last. */
    Cable at(final String switchName, final String port) {
        return cables.get(switchName + "/" + port).getLast();
    }

    /** Every cable that a port had. */
    List<Cable> all() {
        return cables.values().stream().flatMap(List::stream).toList();
    }

    /** Lets go of cables that were closed, and with them of the switches that they were at. */
    void forgetClosed() {
        cables.values().forEach(all -> all.removeIf(Cable::isClosed));
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
