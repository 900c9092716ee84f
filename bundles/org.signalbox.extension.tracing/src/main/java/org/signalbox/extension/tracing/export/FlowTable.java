package org.signalbox.extension.tracing.export;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The flows that are counted now: {@value #WAYS} places for each hash, so that a frame looks at one line of tags and
 * one row however full the table is, and a flood of new flows only pushes out the one of its bucket that was idle
 * longest. What leaves goes to a ring. A flow that is due to leave while the ring is full stays and counts on; a new
 * flow that finds neither a place nor room in the ring is not counted, and its frame is ignored.
 *
 * <p>Used by one thread at a time; figures are read by any. Allocates nothing after it is made. Times are the frames',
 * nanoseconds since the epoch: that of the frame decides when a flow ends, not when the table is looked through.
 */
final class FlowTable {
    // a row: the key, and behind it
    static final int START = FlowKey.LONGS;
    static final int LAST = START + 1;
    static final int PACKETS = START + 2;
    static final int LAYER2_BYTES = START + 3;
    static final int NETWORK_BYTES = START + 4;
    static final int TCP_FLAGS = START + 5;
    /** Index of the port that its first frame left at, plus 1; 0: none, or unknown; {@link #SEVERAL}. */
    static final int EGRESS = START + 6;
    static final int REASON = START + 7;
    static final int BATCH = START + 8;
    static final int ROW = 16;

    static final long SEVERAL = -1;

    // why a flow ended: IANA, flowEndReason
    static final int IDLE_TIMEOUT = 1;
    static final int ACTIVE_TIMEOUT = 2;
    static final int FORCED_END = 4;
    static final int LACK_OF_RESOURCES = 5;

    private static final int WAYS = 8;
    private static final long SWEEP_NANOS = 1_000_000_000L;
    private static final int SWEPT_AT_ONCE = 1_024;

    private final int[] tags;
    private final long[] rows;
    private final int buckets;
    private final long activeNanos;
    private final long inactiveNanos;
    private final FlowRing left;
    private final long seed;

    private final AtomicLong flows = new AtomicLong();
    private final AtomicLong evicted = new AtomicLong();
    private final AtomicLong ignoredPackets = new AtomicLong();
    private final AtomicLong ignoredBytes = new AtomicLong();

    private long batch;
    private int begun;
    private int cursor;
    private long sweepNanos;

    /**
     * @param entries flows that fit, rounded up to a power of two
     * @param left    where flows go that end
     * @param seed    anything that others do not know
     */
    FlowTable(final int entries, final long activeNanos, final long inactiveNanos, final FlowRing left,
            final long seed) {
        final int size = Math.max(WAYS, Integer.highestOneBit(entries - 1) << 1);
        this.tags = new int[size];
        this.rows = new long[size * ROW];
        this.buckets = size / WAYS;
        this.activeNanos = activeNanos;
        this.inactiveNanos = inactiveNanos;
        this.left = left;
        this.seed = seed;
    }

    int capacity() {
        return tags.length;
    }

    long flows() {
        return flows.get();
    }

    /** Flows that were told early, since others needed their place. */
    long evicted() {
        return evicted.get();
    }

    long ignoredPackets() {
        return ignoredPackets.get();
    }

    long ignoredBytes() {
        return ignoredBytes.get();
    }

    /** A batch begins: {@link #leaves} is about flows that begin in it. */
    void beginBatch() {
        batch++;
        begun = 0;
    }

    /** Whether flows began in this batch. */
    boolean hasBegun() {
        return begun > 0;
    }

    /** Counts a frame. */
    void count(final FlowKey key, final long nowNanos, final int layer2Bytes) {
        final long hash = key.hash(seed);
        final int tag = (int) hash | 1;
        final int first = first(hash);
        int free = -1;
        int idlest = first;
        for (int slot = first; slot < first + WAYS; slot++) {
            if (tags[slot] == tag && matches(slot, key)) {
                goOn(slot, key, nowNanos, layer2Bytes);
                return;
            }
            if (tags[slot] == 0) {
                free = free < 0 ? slot : free;
            } else if (rows[slot * ROW + LAST] < rows[idlest * ROW + LAST]) {
                idlest = slot;
            }
        }
        if (free >= 0) {
            flows.lazySet(flows.getPlain() + 1);
        } else if (leave(idlest, reason(idlest, nowNanos, LACK_OF_RESOURCES))) {
            free = idlest;
        } else {
            ignoredPackets.lazySet(ignoredPackets.getPlain() + 1);
            ignoredBytes.lazySet(ignoredBytes.getPlain() + layer2Bytes);
            return;
        }
        tags[free] = tag;
        System.arraycopy(key.words, 0, rows, free * ROW, FlowKey.LONGS);
        begin(free * ROW, nowNanos);
        add(free * ROW, key, nowNanos, layer2Bytes);
    }

    private int first(final long hash) {
        return (int) (hash >>> 33) % buckets * WAYS;
    }

    private boolean matches(final int slot, final FlowKey key) {
        final int at = slot * ROW;
        final long[] words = key.words;
        return ((rows[at] ^ words[0]) | (rows[at + 1] ^ words[1]) | (rows[at + 2] ^ words[2])
                | (rows[at + 3] ^ words[3]) | (rows[at + 4] ^ words[4]) | (rows[at + 5] ^ words[5])
                | (rows[at + 6] ^ words[6])) == 0;
    }

    /** Another frame of a flow that is here; if that is over, the frame begins it anew. */
    private void goOn(final int slot, final FlowKey key, final long nowNanos, final int layer2Bytes) {
        final int reason = reason(slot, nowNanos, 0);
        if (reason != 0 && leave(slot, reason)) {
            begin(slot * ROW, nowNanos);
        }
        add(slot * ROW, key, nowNanos, layer2Bytes);
    }

    /** Why a flow is over by now, or else. */
    private int reason(final int slot, final long nowNanos, final int otherwise) {
        final int at = slot * ROW;
        return nowNanos - rows[at + LAST] >= inactiveNanos ? IDLE_TIMEOUT
                : nowNanos - rows[at + START] >= activeNanos ? ACTIVE_TIMEOUT : otherwise;
    }

    private boolean leave(final int slot, final int reason) {
        rows[slot * ROW + REASON] = reason;
        final boolean gone = left.offer(rows, slot * ROW);
        if (gone && reason == LACK_OF_RESOURCES) {
            evicted.lazySet(evicted.getPlain() + 1);
        }
        return gone;
    }

    private void begin(final int at, final long nowNanos) {
        rows[at + START] = nowNanos;
        rows[at + PACKETS] = 0;
        rows[at + LAYER2_BYTES] = 0;
        rows[at + NETWORK_BYTES] = 0;
        rows[at + TCP_FLAGS] = 0;
        rows[at + EGRESS] = 0;
        rows[at + BATCH] = batch;
        begun++;
    }

    private void add(final int at, final FlowKey key, final long nowNanos, final int layer2Bytes) {
        rows[at + LAST] = nowNanos;
        rows[at + PACKETS]++;
        rows[at + LAYER2_BYTES] += layer2Bytes;
        rows[at + NETWORK_BYTES] += key.networkBytes;
        rows[at + TCP_FLAGS] |= key.tcpFlags;
    }

    /** A copy of a frame leaves at a port: known of the first frames of flows, so of those that began in this batch. */
    void leaves(final FlowKey key, final int port) {
        final long hash = key.hash(seed);
        final int tag = (int) hash | 1;
        final int first = first(hash);
        for (int slot = first; slot < first + WAYS; slot++) {
            if (tags[slot] == tag && matches(slot, key)) {
                final int at = slot * ROW;
                if (rows[at + BATCH] == batch) {
                    final long known = rows[at + EGRESS];
                    rows[at + EGRESS] = known == 0 || known == port + 1 ? port + 1 : SEVERAL;
                }
                return;
            }
        }
    }

    /** Lets flows go that are over, as many as are due for all to be looked at once a second. */
    void sweep(final long nowNanos) {
        final long elapsed = Math.clamp(nowNanos - sweepNanos, 0, SWEEP_NANOS);
        sweep(nowNanos, (int) Math.min(elapsed * tags.length / SWEEP_NANOS, cursor + SWEPT_AT_ONCE));
    }

    /** Lets all go that are over, as far as there is room. */
    void sweepAll(final long nowNanos) {
        sweep(nowNanos, tags.length);
    }

    private void sweep(final long nowNanos, final int limit) {
        while (cursor < limit && left.hasRoom()) {
            if (tags[cursor] != 0) {
                final int reason = reason(cursor, nowNanos, 0);
                if (reason != 0 && leave(cursor, reason)) {
                    remove(cursor);
                }
            }
            cursor++;
        }
        if (cursor == tags.length) {
            cursor = 0;
            sweepNanos = nowNanos;
        }
    }

    private void remove(final int slot) {
        tags[slot] = 0;
        flows.lazySet(flows.getPlain() - 1);
    }

    /** Takes the next flow out, once nobody counts any more: by whoever has the table then. */
    boolean takeOut(final long[] to) {
        while (cursor < tags.length) {
            final int slot = cursor++;
            if (tags[slot] != 0) {
                System.arraycopy(rows, slot * ROW, to, 0, ROW);
                to[REASON] = FORCED_END;
                remove(slot);
                return true;
            }
        }
        return false;
    }

    /** To be called before the first {@link #takeOut}. */
    void end() {
        cursor = 0;
    }

    /** Copies the flows of now, as many as fit; how many those are. By the thread that counts. */
    int copy(final long[] to) {
        int at = 0;
        for (int slot = 0; slot < tags.length && at + ROW <= to.length; slot++) {
            if (tags[slot] != 0) {
                System.arraycopy(rows, slot * ROW, to, at, ROW);
                at += ROW;
            }
        }
        return at / ROW;
    }
}
