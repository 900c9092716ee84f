package org.example.loadbalancer;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The ports that offer the service. Which one a new flow gets is decided by rendezvous hashing, so that one that comes
 * or goes changes the choice for its own share of the flows alone. Source: Thaler and Ravishankar, "Using Name-Based
 * Mappings to Increase Hit Rates", IEEE/ACM Transactions on Networking 6 (1998).
 */
final class Backends {
    static final int NONE = -1;

    private final int[] ports;
    private final long[] seeds;
    private final boolean[] isOne;

    /**
     * @param names     of ports, as the policy has them
     * @param connected names by index of the ports that are there
     */
    Backends(final List<String> names, final Map<Integer, String> connected) {
        final SortedMap<Integer, String> chosen = new TreeMap<>(connected);
        chosen.values().retainAll(names);
        ports = new int[chosen.size()];
        seeds = new long[chosen.size()];
        isOne = new boolean[chosen.isEmpty() ? 0 : chosen.lastKey() + 1];
        int k = 0;
        for (final Map.Entry<Integer, String> each : chosen.entrySet()) {
            ports[k] = each.getKey();
            seeds[k] = FlowKeys.mix(0, each.getValue().hashCode());
            isOne[each.getKey()] = true;
            k++;
        }
    }

    /** Whether the service is offered at a port. */
    boolean has(final int port) {
        return port >= 0 && port < isOne.length && isOne[port];
    }

    /** The port for a new flow, or {@link #NONE}. */
    int choose(final long key) {
        int best = NONE;
        long most = Long.MIN_VALUE;
        for (int k = 0; k < ports.length; k++) {
            final long weight = FlowKeys.mix(seeds[k], key);
            if (weight > most) {
                most = weight;
                best = ports[k];
            }
        }
        return best;
    }
}
