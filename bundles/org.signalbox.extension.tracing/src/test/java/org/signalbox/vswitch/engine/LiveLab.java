package org.signalbox.vswitch.engine;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.attachment.Attachment;
import org.signalbox.vswitch.attachment.AttachmentContext;
import org.signalbox.vswitch.attachment.AttachmentProvider;
import org.signalbox.vswitch.attachment.ReceiveBuffer;

/** Live switches on a clock that stands, with attachments of kind {@code plug}, at which a test sends. */
public final class LiveLab implements AttachmentProvider, AutoCloseable {
    public static final String KIND = "plug";

    /** Of a plug: whatever. */
    public record Settings(List<String> addresses) {
    }

    private final AtomicLong clock = new AtomicLong(1_000_000_000_000L);
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Engine engine = new Engine(clock::get, (who, _, thrown) -> faults.add(who + ": " + thrown));
    private final Map<String, Plug> plugs = new ConcurrentHashMap<>();

    public LiveLab() {
        engine.addAttachmentProvider(this, Map.of(AttachmentProvider.KIND, KIND));
    }

    public Engine engine() {
        return engine;
    }

    /** What failed, and why. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    public void apply(final SwitchSpec spec) {
        engine.apply(List.of(spec));
    }

    /** A frame enters the only switch; returns when it is through. */
    public void send(final String port, final byte[] frame) {
        final long in = engine.switches().getFirst().totals().in();
        plugs.get(port).waiting.add(frame);
        plugs.get(port).context.wake();
        await(() -> engine.switches().getFirst().totals().in() > in);
    }

    private static void await(final BooleanSupplier condition) {
        final long end = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited ten seconds for a frame");
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public Class<? extends Record> settings() {
        return Settings.class;
    }

    @Override
    public Attachment attach(final Record settings, final AttachmentContext context) {
        final Plug plug = new Plug(context);
        plugs.put(context.portName(), plug);
        return plug;
    }

    private static final class Plug implements Attachment {
        private final AttachmentContext context;
        private final Queue<byte[]> waiting = new ConcurrentLinkedQueue<>();

        private Plug(final AttachmentContext context) {
            this.context = context;
        }

        @Override
        public void receive(final ReceiveBuffer buffer, final long nowNanos) {
            while (buffer.limit() > 0 && !waiting.isEmpty()) {
                final byte[] next = waiting.peek();
                if (!buffer.add(MemorySegment.ofArray(next), 0, next.length, next.length)) {
                    return;
                }
                waiting.remove();
            }
        }

        @Override
        public boolean transmit(final MemorySegment memory, final long offset, final int length, final int wireLength,
                final long nowNanos) {
            return true;
        }

        @Override
        public void close() {
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
