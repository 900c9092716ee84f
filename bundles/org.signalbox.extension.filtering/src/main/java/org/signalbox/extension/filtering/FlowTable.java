package org.signalbox.extension.filtering;

import java.util.Arrays;

import org.signalbox.frame.IpProtocol;

/**
 * The flows of stateful entries at one port: {@value #MOST} at most, of which {@value #MOST_HALF_OPEN} may be
 * half-open, that is, not have gone both ways yet. A new half-open flow takes the place of the one that was quiet
 * longest among the half-open; an established one that of a closed one, or of the established one that was quiet
 * longest. So neither a flood of first packets nor one of refused connections takes an established flow's place.
 *
 * <p>Flows are told apart by protocol, addresses and ports of the machine and the other end. Which way one began is
 * remembered, not asked for. The two directions of a flow may be seen by two workers: every method may be called by
 * any thread; a lock of the port's own is held for as long as a look into the table takes, and no frame is touched
 * under it.
 */
// Struct of arrays; a flow is a number. Allocates only when it grows, to twice as many flows each time. Hashes are
// seeded, so that nobody can choose flows that meet in one bucket; what is found does not depend on the seed.
final class FlowTable {
    static final int MOST = 16_384;
    static final int MOST_HALF_OPEN = 4_096;
    /** No flow, no entry. */
    static final int NONE = -1;

    /** Longs of a key. */
    static final int KEY = 5;

    private static final int LEAST = 64;
    private static final int HALF_OPEN = 0;
    private static final int OPEN = 1;
    private static final int CLOSED = 2;
    private static final int LISTS = 3;
    private static final int SWEEP = 2;
    // facts: the entry (16 bits), the state (3), whether it began inbound
    private static final int ENTRY = 0xFFFF;
    private static final int STATE_SHIFT = 16;
    private static final int STATE = 7;
    private static final int INBOUND = 1 << 19;
    private static final long FIRST_ODD = 0x9E37_79B9_7F4A_7C15L;
    // a time before all others: so long before it was the last packet when flows were restored
    private static final long NO_TIME = Long.MIN_VALUE;

    private final long seed;
    private final FlowEntries entries;
    private long[] keys = new long[KEY * LEAST];
    private long[] touched = new long[LEAST];
    private int[] facts = new int[LEAST];
    private int[] inBucket = new int[LEAST];
    private int[] older = new int[LEAST];
    private int[] newer = new int[LEAST];
    private int[] buckets = new int[2 * LEAST];
    private final int[] oldest = new int[LISTS];
    private final int[] newest = new int[LISTS];
    private final int[] counts = new int[LISTS];
    private int used;
    private int free = NONE;
    private long now = NO_TIME;

    /** @param seed of hashes */
    FlowTable(final FlowEntries entries, final long seed) {
        this.entries = entries;
        this.seed = seed;
        Arrays.fill(buckets, NONE);
        Arrays.fill(oldest, NONE);
        Arrays.fill(newest, NONE);
    }

    /** The last long of a key: what a flow is besides its addresses. Ports may be an identifier. */
    static long tail(final int version, final int protocol, final int localPort, final int remotePort) {
        return (version == 6 ? 1L << 40 : 0) | (long) protocol << 32 | (long) localPort << 16 | remotePort;
    }

    /**
     * A packet that may be a return packet: if it is, its flow goes on.
     *
     * @param inbound which way the packet goes
     * @param flags   of TCP, or {@link FlowState#NO_TCP}
     * @return the entry that allowed the flow, or {@link #NONE}
     */
    synchronized int returns(final long localHigh, final long localLow, final long remoteHigh, final long remoteLow,
            final long tail, final boolean inbound, final int flags, final long timeNanos) {
        final int flow = find(localHigh, localLow, remoteHigh, remoteLow, tail, timeNanos);
        if (flow == NONE || isInbound(flow) == inbound) {
            return NONE;
        }
        return goesOn(flow, flags, true);
    }

    /**
     * A packet that goes the way its flow began, if there is one: the entry that allowed the flow, or {@link #NONE}.
     */
    synchronized int continues(final long localHigh, final long localLow, final long remoteHigh, final long remoteLow,
            final long tail, final boolean inbound, final int flags, final long timeNanos) {
        final int flow = find(localHigh, localLow, remoteHigh, remoteLow, tail, timeNanos);
        if (flow == NONE || isInbound(flow) != inbound) {
            return NONE;
        }
        return goesOn(flow, flags, false);
    }

    /** The entry that allowed the flow that an ICMP error is about, which it does not change, or {@link #NONE}. */
    synchronized int concerns(final long localHigh, final long localLow, final long remoteHigh, final long remoteLow,
            final long tail, final long timeNanos) {
        final int flow = find(localHigh, localLow, remoteHigh, remoteLow, tail, timeNanos);
        return flow == NONE || state(flow) == FlowState.CLOSED ? NONE : facts[flow] & ENTRY;
    }

    /**
     * A packet that an entry allows and that can begin a flow. One that is there the same way goes on as it is, as
     * does an established one of the other way, even if it was reset: the answer revives it. A half-open one of the
     * other way and a closed one end.
     */
    synchronized void begins(final long localHigh, final long localLow, final long remoteHigh, final long remoteLow,
            final long tail, final boolean inbound, final int entry, final int flags, final long timeNanos) {
        final int flow = find(localHigh, localLow, remoteHigh, remoteLow, tail, timeNanos);
        if (flow != NONE && state(flow) != FlowState.CLOSED && isInbound(flow) == inbound) {
            // the first packet of a connection that is established may be anybody's, and keeps nothing alive
            if (flags == FlowState.NO_TCP || list(state(flow)) == HALF_OPEN) {
                touch(flow);
            }
            return;
        }
        if (flow != NONE && state(flow) != FlowState.CLOSED && list(state(flow)) != HALF_OPEN) {
            return;
        }
        if (flow != NONE) {
            remove(flow);
        }
        sweep();
        final int begun = add(localHigh, localLow, remoteHigh, remoteLow, tail,
                entry | FlowState.OPENING << STATE_SHIFT | (inbound ? INBOUND : 0));
        touched[begun] = now;
    }

    private int goesOn(final int flow, final int flags, final boolean returning) {
        final int entry = facts[flow] & ENTRY;
        final int before = state(flow);
        final int after = FlowState.after(before, flags, returning);
        touch(flow);
        if (after != before) {
            change(flow, after);
        }
        return entry;
    }

    private void change(final int flow, final int state) {
        final int from = list(state(flow));
        final int to = list(state);
        facts[flow] = facts[flow] & ~(STATE << STATE_SHIFT) | state << STATE_SHIFT;
        if (from != to) {
            unlink(flow, from);
            link(flow, to);
            if (counts[OPEN] + counts[CLOSED] > MOST - MOST_HALF_OPEN) {
                remove(counts[CLOSED] > 0 ? oldest[CLOSED] : oldest[OPEN]);
            }
        }
    }

    private static int list(final int state) {
        return switch (state) {
            case FlowState.CLOSED, FlowState.RESET -> CLOSED;
            case FlowState.OPENING, FlowState.ANSWERED -> HALF_OPEN;
            default -> OPEN;
        };
    }

    private void touch(final int flow) {
        touched[flow] = Math.max(touched[flow], now);
        final int list = list(state(flow));
        if (newest[list] != flow) {
            unlink(flow, list);
            link(flow, list);
        }
    }

    /** The flow with a key that is not forgotten yet, or {@link #NONE}; it is a little later now. */
    private int find(final long localHigh, final long localLow, final long remoteHigh, final long remoteLow,
            final long tail, final long timeNanos) {
        if (now == NO_TIME) {
            stamp(timeNanos);
        }
        // workers take their frames' times from one clock, and meet here in any order
        now = Math.max(now, timeNanos);
        int flow = buckets[bucket(localHigh, localLow, remoteHigh, remoteLow, tail)];
        while (flow != NONE && !isKey(flow, localHigh, localLow, remoteHigh, remoteLow, tail)) {
            flow = inBucket[flow];
        }
        if (flow != NONE && isOver(flow)) {
            remove(flow);
            return NONE;
        }
        return flow;
    }

    private void stamp(final long timeNanos) {
        for (int list = 0; list < LISTS; list++) {
            for (int flow = oldest[list]; flow != NONE; flow = newer[flow]) {
                touched[flow] = timeNanos - (touched[flow] - NO_TIME);
            }
        }
    }

    private boolean isKey(final int flow, final long localHigh, final long localLow, final long remoteHigh,
            final long remoteLow, final long tail) {
        final int at = KEY * flow;
        return keys[at + 4] == tail && keys[at + 3] == remoteLow && keys[at + 1] == localLow
                && keys[at + 2] == remoteHigh && keys[at] == localHigh;
    }

    private boolean isOver(final int flow) {
        final boolean tcp = (keys[KEY * flow + 4] >>> 32 & 0xFF) == IpProtocol.TCP;
        return now - touched[flow] > FlowState.lifeNanos(state(flow), tcp, entries.idleNanos(facts[flow] & ENTRY));
    }

    private int bucket(final long localHigh, final long localLow, final long remoteHigh, final long remoteLow,
            final long tail) {
        long hash = seed ^ tail;
        hash = mix(hash) ^ remoteLow;
        hash = mix(hash) ^ localLow;
        hash = mix(hash) ^ remoteHigh;
        hash = mix(hash) ^ localHigh;
        return (int) (mix(hash) >>> 32) & buckets.length - 1;
    }

    private static long mix(final long value) {
        final long product = value * FIRST_ODD;
        return product ^ product >>> 32;
    }

    private int state(final int flow) {
        return facts[flow] >>> STATE_SHIFT & STATE;
    }

    private boolean isInbound(final int flow) {
        return (facts[flow] & INBOUND) != 0;
    }

    /** Forgets some that are over. */
    private void sweep() {
        for (int list = 0; list < LISTS; list++) {
            for (int k = 0; k < SWEEP && oldest[list] != NONE && isOver(oldest[list]); k++) {
                remove(oldest[list]);
            }
        }
    }

    private int add(final long localHigh, final long localLow, final long remoteHigh, final long remoteLow,
            final long tail, final int facts) {
        final int list = list(facts >>> STATE_SHIFT & STATE);
        if (list == HALF_OPEN && counts[HALF_OPEN] == MOST_HALF_OPEN) {
            remove(oldest[HALF_OPEN]);
        } else if (list != HALF_OPEN && counts[OPEN] + counts[CLOSED] == MOST - MOST_HALF_OPEN) {
            remove(counts[CLOSED] > 0 ? oldest[CLOSED] : oldest[OPEN]);
        }
        if (free == NONE && used == touched.length) {
            grow();
        }
        final int flow = free == NONE ? used++ : free;
        free = flow == free ? inBucket[flow] : free;
        final int at = KEY * flow;
        keys[at] = localHigh;
        keys[at + 1] = localLow;
        keys[at + 2] = remoteHigh;
        keys[at + 3] = remoteLow;
        keys[at + 4] = tail;
        this.facts[flow] = facts;
        chain(flow);
        link(flow, list);
        return flow;
    }

    private void grow() {
        final int size = 2 * touched.length;
        keys = Arrays.copyOf(keys, KEY * size);
        touched = Arrays.copyOf(touched, size);
        facts = Arrays.copyOf(facts, size);
        inBucket = Arrays.copyOf(inBucket, size);
        older = Arrays.copyOf(older, size);
        newer = Arrays.copyOf(newer, size);
        buckets = new int[2 * size];
        Arrays.fill(buckets, NONE);
        for (int flow = 0; flow < used; flow++) {
            chain(flow);
        }
    }

    private void chain(final int flow) {
        final int bucket = bucketOf(flow);
        inBucket[flow] = buckets[bucket];
        buckets[bucket] = flow;
    }

    private int bucketOf(final int flow) {
        final int at = KEY * flow;
        return bucket(keys[at], keys[at + 1], keys[at + 2], keys[at + 3], keys[at + 4]);
    }

    private void remove(final int flow) {
        unlink(flow, list(state(flow)));
        final int bucket = bucketOf(flow);
        if (buckets[bucket] == flow) {
            buckets[bucket] = inBucket[flow];
        } else {
            int before = buckets[bucket];
            while (inBucket[before] != flow) {
                before = inBucket[before];
            }
            inBucket[before] = inBucket[flow];
        }
        inBucket[flow] = free;
        free = flow;
    }

    private void link(final int flow, final int list) {
        older[flow] = newest[list];
        newer[flow] = NONE;
        if (newest[list] == NONE) {
            oldest[list] = flow;
        } else {
            newer[newest[list]] = flow;
        }
        newest[list] = flow;
        counts[list]++;
    }

    private void unlink(final int flow, final int list) {
        if (older[flow] == NONE) {
            oldest[list] = newer[flow];
        } else {
            newer[older[flow]] = newer[flow];
        }
        if (newer[flow] == NONE) {
            newest[list] = older[flow];
        } else {
            older[newer[flow]] = older[flow];
        }
        counts[list]--;
    }

    /** How many flows there are, those included that are over and not swept yet. */
    synchronized int size() {
        return counts[HALF_OPEN] + counts[OPEN] + counts[CLOSED];
    }

    /** By which flows begin at the port. */
    FlowEntries entries() {
        return entries;
    }

    /** Takes flows from a table whose policy this one's follows; those of entries that are no more are forgotten. */
    synchronized void takeFrom(final FlowTable former) {
        now = Math.max(now, former.now);
        former.visit((key, state, inbound, entry, agedNanos) -> {
            final int here = entries.find(former.entries.id(entry));
            if (here != NONE) {
                restore(key, state, inbound, here, agedNanos);
            }
        });
    }

    /** Told of a flow: its key, state, direction and entry, and the time since its last packet. */
    interface Visitor {
        void flow(long[] key, int state, boolean inbound, int entry, long agedNanos);
    }

    /** Tells of all flows, those that were quiet longest first. */
    synchronized void visit(final Visitor visitor) {
        for (int list = 0; list < LISTS; list++) {
            for (int flow = oldest[list]; flow != NONE; flow = newer[flow]) {
                visitor.flow(Arrays.copyOfRange(keys, KEY * flow, KEY * flow + KEY), state(flow), isInbound(flow),
                        facts[flow] & ENTRY, now == NO_TIME ? touched[flow] - NO_TIME : now - touched[flow]);
            }
        }
    }

    /** Adds a flow that another table had, unless it is there. */
    synchronized void restore(final long[] key, final int state, final boolean inbound, final int entry,
            final long agedNanos) {
        int there = buckets[bucket(key[0], key[1], key[2], key[3], key[4])];
        while (there != NONE && !isKey(there, key[0], key[1], key[2], key[3], key[4])) {
            there = inBucket[there];
        }
        if (there == NONE) {
            final int flow = add(key[0], key[1], key[2], key[3], key[4],
                    entry | state << STATE_SHIFT | (inbound ? INBOUND : 0));
            touched[flow] = now == NO_TIME ? NO_TIME + agedNanos : now - agedNanos;
        }
    }
}
