package org.signalbox.extension.tracing.export;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/**
 * Counts and samples what enters at the ports of one switch, or of those of one worker: the metering process of RFC
 * 7011. The methods about frames and ports are the stage's, called by one thread at a time; the others are for any
 * thread, what is taken out for the exporter's. Per frame nothing is allocated, locked, or sent.
 */
final class FlowMeter {
    /** Flows that have ended and samples that wait for the exporter, at most. */
    static final int RING = 4_096;
    private static final int MAX_PORTS = 1 << 16;
    /** How long who asks for the flows of now waits. */
    static final long PATIENCE_MILLIS = 200;

    private final FlowKey key = new FlowKey();
    // null where nobody is told
    private final FlowTable table;
    private final FlowRing ended;
    private final Sampler sampler;
    private final SampleRing samples;

    private final AtomicLong frames = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    // the frames' clock, and how both stood when somebody last asked
    private long lastNanos;
    private long knownNanos;
    private long knownTicks;
    private volatile boolean[] watched = {};
    private volatile String[] names = {};
    private volatile long askedTicks;
    private volatile boolean asked;
    private final Queue<Snapshot> wanted = new ConcurrentLinkedQueue<>();
    private volatile boolean retired;
    private StageContext context;
    private Runnable wake;

    /** Flows of one moment, for who waits for them. */
    private record Snapshot(long[] rows, int[] count, CountDownLatch taken) {
    }

    /**
     * Takes all the memory that this will need.
     *
     * @param seed for the table and the sampler
     */
    FlowMeter(final ExportPolicy policy, final long seed) {
        final IpfixSettings ipfix = policy.ipfix();
        final boolean counts = policy.uses(ExportProtocol.IPFIX);
        ended = counts ? new FlowRing(RING) : null;
        table = counts ? new FlowTable(ipfix.cacheEntries(), TimeUnit.SECONDS.toNanos(ipfix.activeTimeout()),
                TimeUnit.SECONDS.toNanos(ipfix.inactiveTimeout()), ended, seed) : null;
        final SflowSettings sflow = policy.sflow();
        final boolean chooses = policy.uses(ExportProtocol.SFLOW);
        sampler = chooses ? new Sampler(sflow.samplingRate(), seed) : null;
        samples = chooses ? new SampleRing(RING, sflow.headerBytes()) : null;
    }

    /**
     * Before everything else.
     *
     * @param of       the stage that has this
     * @param exporter has the exporter look after this soon; cheap, and never blocks
     */
    void start(final StageContext of, final Runnable exporter) {
        context = of;
        wake = exporter;
    }

    void put(final StagePort port, final boolean watch) {
        final int index = port.index();
        if (index >= MAX_PORTS) {
            return;
        }
        final int size = Math.max(names.length, index + 1);
        final boolean[] watches = Arrays.copyOf(watched, size);
        final String[] known = Arrays.copyOf(names, size);
        watches[index] = watch;
        known[index] = port.name();
        watched = watches;
        names = known;
        if (sampler != null) {
            sampler.ensure(index);
        }
    }

    void remove(final StagePort port) {
        if (port.index() < names.length) {
            final boolean[] watches = watched.clone();
            final String[] known = names.clone();
            watches[port.index()] = false;
            known[port.index()] = null;
            watched = watches;
            names = known;
        }
    }

    void ingress(final FrameBatch batch) {
        final boolean[] watches = watched;
        int count = 0;
        long length = 0;
        long nowNanos = 0;
        if (table != null) {
            table.beginBatch();
        }
        for (int k = 0; k < batch.live(); k++) {
            final int frame = batch.frame(k);
            final int port = batch.sourcePort(frame);
            if (port < 0 || port >= watches.length || !watches[port]) {
                continue;
            }
            nowNanos = batch.timeNanos(frame);
            final int wireLength = batch.wireLength(frame);
            count++;
            length += wireLength;
            if (table != null) {
                key.read(batch, frame, port);
                table.count(key, nowNanos, wireLength);
            }
            if (sampler != null && sampler.takes(port)
                    && !samples.offer(batch, frame, port, sampler.pool(port), sampler.drops(port))) {
                sampler.drop(port);
                dropped.lazySet(dropped.getPlain() + 1);
            }
        }
        if (count > 0) {
            frames.lazySet(frames.getPlain() + count);
            bytes.lazySet(bytes.getPlain() + length);
            lastNanos = nowNanos;
            settle(nowNanos);
        }
    }

    private void settle(final long nowNanos) {
        if (table != null) {
            table.sweep(nowNanos);
        }
        if (ended != null && ended.isHalfFull() || samples != null && samples.isHalfFull()) {
            wake.run();
        }
    }

    /** Between two batches: what others asked for. */
    void idle() {
        if (asked) {
            asked = false;
            if (table != null) {
                table.sweepAll(framesNow(askedTicks));
            }
        }
        // one at a time, so that no batch waits for many
        final Snapshot snapshot = wanted.poll();
        if (snapshot != null) {
            snapshot.count()[0] = table.copy(snapshot.rows());
            snapshot.taken().countDown();
            if (!wanted.isEmpty()) {
                context.originateSoon();
            }
        }
    }

    /** By the frames' clock, which is not the exporter's: the last frame's time, and what has passed since. */
    private long framesNow(final long ticks) {
        if (knownNanos != lastNanos) {
            knownNanos = lastNanos;
            knownTicks = ticks;
        }
        return knownNanos + Math.max(0, ticks - knownTicks);
    }

    void egress(final FrameBatch copies) {
        if (table == null || !table.hasBegun()) {
            return;
        }
        for (int k = 0; k < copies.live(); k++) {
            final int copy = copies.frame(k);
            final int port = copies.sourcePort(copy);
            if (port >= 0 && port < MAX_PORTS) {
                key.read(copies, copy, port);
                table.leaves(key, copies.destinationPort(copy));
            }
        }
    }

    /** The last call of the stage: what is left is the exporter's. */
    void retire() {
        if (table != null) {
            table.end();
        }
        retired = true;
        wake.run();
    }

    boolean isRetired() {
        return retired;
    }

    /**
     * Has flows end that are over by now, even when no frames come.
     *
     * @param ticks nanoseconds since any time, which nobody sets
     */
    void ask(final long ticks) {
        askedTicks = ticks;
        asked = true;
        context.originateSoon();
    }

    /** By the exporter: the next flow that has ended, once retired also those that have not. */
    boolean takeFlow(final long[] row) {
        return ended != null && (ended.poll(row) || retired && table.takeOut(row));
    }

    /** By the exporter: the next sampled frame, or null. */
    SampleRing.Sample takeSample() {
        return samples == null ? null : samples.poll();
    }

    /** Names of ports by index; null where there is none. */
    String[] names() {
        return names;
    }

    boolean[] watched() {
        return watched;
    }

    long frames() {
        return frames.get();
    }

    long bytes() {
        return bytes.get();
    }

    /** Samples that had no room. */
    long dropped() {
        return dropped.get();
    }

    /** Null where no flows are counted. */
    FlowTable table() {
        return table;
    }

    /** Rows of the flows of now, or null if the switch does not answer within {@value #PATIENCE_MILLIS} ms. */
    long[][] snapshot() throws InterruptedException {
        if (table == null || retired) {
            return new long[0][];
        }
        final Snapshot snapshot = new Snapshot(new long[Math.toIntExact(
                Math.min(table.capacity(), table.flows() + RING) * FlowTable.ROW)], new int[1], new CountDownLatch(1));
        wanted.add(snapshot);
        context.originateSoon();
        try {
            if (!snapshot.taken().await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                return retired ? new long[0][] : null;
            }
        } finally {
            wanted.remove(snapshot);
        }
        final long[][] rows = new long[snapshot.count()[0]][];
        for (int k = 0; k < rows.length; k++) {
            rows[k] = Arrays.copyOfRange(snapshot.rows(), k * FlowTable.ROW, (k + 1) * FlowTable.ROW);
        }
        return rows;
    }
}
