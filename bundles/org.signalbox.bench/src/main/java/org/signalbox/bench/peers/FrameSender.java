package org.signalbox.bench.peers;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Sends frames into an interface with AF_PACKET, many with one call. It is opened and used within the interface's
 * namespace; what it says of CPU time is its thread's, so with what the kernel does on the way as long as the frame
 * stays in this thread.
 */
final class FrameSender implements AutoCloseable {
    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;
    private static final int SOL_SOCKET = 1;
    private static final int SO_SNDBUFFORCE = 32;
    private static final int SOL_PACKET = 263;
    private static final int PACKET_QDISC_BYPASS = 20;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int ADDRESS_BYTES = 20;
    // struct mmsghdr and struct iovec of 64-bit Linux
    private static final int MESSAGE_BYTES = 64;
    private static final int MESSAGE_VECTOR = 16;
    private static final int MESSAGE_VECTORS = 24;
    private static final int VECTOR_BYTES = 16;
    private static final int VECTOR_LENGTH = 8;
    private static final int SEND_BUFFER = 8 << 20;
    private static final int BURST = 32;
    private static final long NAP_NANOS = 20_000;
    private static final long GIVE_UP_NANOS = 250_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /**
     * What was sent.
     *
     * @param frames   that the kernel took
     * @param nanos    the time it took
     * @param cpuNanos what sending cost its thread
     */
    record Sent(long frames, long nanos, long cpuNanos) { }

    private final Arena arena = Arena.ofShared();
    private final int socket;
    private final long messages;
    private final int count;

    /** @param frames sent over and over in this order */
    FrameSender(final String device, final List<byte[]> frames) {
        count = frames.size();
        final MemorySegment headers = arena.allocate((long) count * MESSAGE_BYTES, 64);
        final MemorySegment vectors = arena.allocate((long) count * VECTOR_BYTES, 64);
        for (int i = 0; i < count; i++) {
            final MemorySegment frame = arena.allocate(frames.get(i).length, 64);
            frame.copyFrom(MemorySegment.ofArray(frames.get(i)));
            final long vector = (long) i * VECTOR_BYTES;
            vectors.set(ValueLayout.JAVA_LONG, vector, frame.address());
            vectors.set(ValueLayout.JAVA_LONG, vector + VECTOR_LENGTH, frame.byteSize());
            final long header = (long) i * MESSAGE_BYTES;
            headers.set(ValueLayout.JAVA_LONG, header + MESSAGE_VECTOR, vectors.address() + vector);
            headers.set(ValueLayout.JAVA_LONG, header + MESSAGE_VECTORS, 1);
        }
        messages = headers.address();
        socket = Libc.socket(AF_PACKET, SOCK_RAW, 0);
        Libc.option(socket, SOL_PACKET, PACKET_QDISC_BYPASS, 1);
        Libc.option(socket, SOL_SOCKET, SO_SNDBUFFORCE, SEND_BUFFER);
        final MemorySegment address = arena.allocate(ADDRESS_BYTES, 4);
        address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_PACKET);
        address.set(ValueLayout.JAVA_INT, 4, Libc.index(device));
        Libc.bind(socket, address);
    }

    /** Sends each frame once. */
    Sent once() {
        final long start = System.nanoTime();
        final long cpu = THREADS.getCurrentThreadCpuTime();
        long sent = 0;
        for (int at = 0; at < count; at += BURST) {
            sent += send(at);
        }
        return new Sent(sent, System.nanoTime() - start, THREADS.getCurrentThreadCpuTime() - cpu);
    }

    /**
     * Sends as fast as the other end gets the frames: at most a window of them is under way, so that what is measured
     * is the work on frames that arrive, and not on those that a full queue refuses. Of this thread's CPU time only
     * that of calls that sent something counts, and not the watching.
     *
     * @param delivered frames that came in at the other end, ever
     */
    Sent stream(final int window, final LongSupplier delivered, final Duration duration) {
        final long start = System.nanoTime();
        final long base = delivered.getAsLong();
        long cpu = 0;
        long sent = 0;
        long arrived = 0;
        long lost = 0;
        long progress = start;
        for (int at = 0; System.nanoTime() - start < duration.toNanos(); at = (at + BURST) % count) {
            final long before = THREADS.getCurrentThreadCpuTime();
            final int taken = send(at);
            if (taken > 0) {
                sent += taken;
                cpu += THREADS.getCurrentThreadCpuTime() - before;
            } else {
                LockSupport.parkNanos(NAP_NANOS);
            }
            while (sent - arrived - lost > window - BURST) {
                final long now = delivered.getAsLong() - base;
                if (now != arrived) {
                    arrived = now;
                    // what was given up and comes nevertheless was late
                    lost = Math.min(lost, sent - arrived);
                    progress = System.nanoTime();
                } else if (System.nanoTime() - progress > GIVE_UP_NANOS) {
                    lost = sent - arrived;
                }
                if (sent - arrived - lost > window / 2) {
                    LockSupport.parkNanos(NAP_NANOS);
                }
            }
        }
        return new Sent(sent, System.nanoTime() - start, cpu);
    }

    private int send(final int from) {
        return Math.max(0, Libc.sendMany(socket, messages + (long) from * MESSAGE_BYTES, Math.min(BURST, count - from),
                MSG_DONTWAIT));
    }

    @Override
    public void close() {
        Libc.close(socket);
        arena.close();
    }
}
