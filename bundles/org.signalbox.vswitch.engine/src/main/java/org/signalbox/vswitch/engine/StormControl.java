package org.signalbox.vswitch.engine;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Counts flooded frames by the port they came from and the second of the switch's clock. Source: Microsoft,
 * {@code Set-VMNetworkAdapter -StormLimit}; Cisco's storm control, which looks at whole seconds too. A port's worker
 * counts; frames that an extension makes in the name of another worker's port may miss each other there.
 */
final class StormControl {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long[] second = {};
    private int[] flooded = {};

    /** Makes room for ports up to this index, excluded. */
    void ensurePorts(final int ports) {
        if (ports > second.length) {
            final int known = second.length;
            second = Arrays.copyOf(second, ports);
            flooded = Arrays.copyOf(flooded, ports);
            Arrays.fill(second, known, ports, Long.MIN_VALUE);
        }
    }

    /** Counts a flooded frame; whether it is one of those that the port may send in this second. */
    boolean admits(final int port, final int limit, final long timeNanos) {
        final long now = Math.floorDiv(timeNanos, SECOND);
        if (second[port] != now) {
            second[port] = now;
            flooded[port] = 0;
        }
        if (flooded[port] == limit) {
            return false;
        }
        flooded[port]++;
        return true;
    }

    /** Counts on from where another's port stands; both are known. */
    void takeOn(final StormControl other, final int from, final int to) {
        if (from < other.second.length) {
            second[to] = other.second[from];
            flooded[to] = other.flooded[from];
        }
    }

    /** Begins to count anew. */
    void forget(final int port) {
        if (port < second.length) {
            second[port] = Long.MIN_VALUE;
        }
    }
}
