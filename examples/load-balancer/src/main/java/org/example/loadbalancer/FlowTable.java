package org.example.loadbalancer;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Which port each flow has. A flow has its place in one of many small sets; where that is full, the flow that was
 * unused for longest is forgotten. Never grows, allocates nothing.
 */
final class FlowTable {
    static final int NONE = -1;
    /** Of a flow in a saved table. */
    static final int BYTES = 2 * Long.BYTES;

    private static final int WAYS = 8;

    private final long[] keys;
    private final long[] used;
    private final int[] ports;

    /** @param flows how many, rounded up to a power of two, 8 or more */
    FlowTable(final int flows) {
        final int size = Integer.highestOneBit(Math.max(WAYS, 2 * flows - 1));
        keys = new long[size];
        used = new long[size];
        ports = new int[size];
        Arrays.fill(ports, NONE);
    }

    /** The flow's port, or {@link #NONE}; the flow is used now. */
    int port(final long key, final long now) {
        final int first = first(key);
        for (int at = first; at < first + WAYS; at++) {
            if (keys[at] == key && ports[at] != NONE) {
                used[at] = now;
                return ports[at];
            }
        }
        return NONE;
    }

    /** Gives a flow a port. */
    void put(final long key, final int port, final long now) {
        final int first = first(key);
        int place = first;
        for (int at = first; at < first + WAYS; at++) {
            if (keys[at] == key) {
                place = at;
                break;
            }
            if (age(at) < age(place)) {
                place = at;
            }
        }
        keys[place] = key;
        ports[place] = port;
        used[place] = now;
    }

    private long age(final int at) {
        return ports[at] == NONE ? Long.MIN_VALUE : used[at];
    }

    private int first(final long key) {
        return (int) key & keys.length - WAYS;
    }

    /** Forgets the flows of a port. */
    void forget(final int port) {
        for (int at = 0; at < ports.length; at++) {
            if (ports[at] == port) {
                ports[at] = NONE;
            }
        }
    }

    /** Keys and times of a port's flows. */
    byte[] save(final int port) {
        final ByteBuffer data = ByteBuffer.allocate(ports.length * BYTES);
        for (int at = 0; at < ports.length; at++) {
            if (ports[at] == port) {
                data.putLong(keys[at]).putLong(used[at]);
            }
        }
        return Arrays.copyOf(data.array(), data.position());
    }

    /** Takes on what another table has saved. */
    void restore(final int port, final byte[] saved) {
        final ByteBuffer data = ByteBuffer.wrap(saved);
        while (data.remaining() >= BYTES) {
            put(data.getLong(), port, data.getLong());
        }
    }

    /** Takes on all that another table knows, as far as there is room. */
    void addAll(final FlowTable other) {
        for (int at = 0; at < other.ports.length; at++) {
            if (other.ports[at] != NONE) {
                put(other.keys[at], other.ports[at], other.used[at]);
            }
        }
    }
}
