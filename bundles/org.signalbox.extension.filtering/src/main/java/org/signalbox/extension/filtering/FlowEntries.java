package org.signalbox.extension.filtering;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The entries of a port's extended access list that flows begin by, by their place in it. Immutable. */
final class FlowEntries {
    private static final long HASH_START = 0xCBF2_9CE4_8422_2325L;
    private static final long HASH_FACTOR = 0x100_0000_01B3L;

    private final List<ExtendedAclEntry> acl;
    private final long[] idleNanos;
    private final long[] ids;
    private final Map<Long, Integer> places = new HashMap<>();

    FlowEntries(final List<ExtendedAclEntry> acl) {
        this.acl = acl;
        this.idleNanos = acl.stream().mapToLong(entry -> TimeUnit.SECONDS.toNanos(entry.idleTimeout())).toArray();
        this.ids = acl.stream().mapToLong(entry -> hash(entry.text())).toArray();
        for (int i = 0; i < ids.length; i++) {
            if (acl.get(i).stateful()) {
                places.put(ids[i], i);
            }
        }
    }

    /** How long a flow of an entry is remembered after its last packet. */
    long idleNanos(final int entry) {
        return idleNanos[entry];
    }

    /** What an entry is known by in other policies, too: what it says. */
    long id(final int entry) {
        return ids[entry];
    }

    /** The stateful entry that is known so, or {@link FlowTable#NONE}. */
    int find(final long id) {
        return places.getOrDefault(id, FlowTable.NONE);
    }

    ExtendedAclEntry entry(final int place) {
        return acl.get(place);
    }

    /** FNV-1a, 64 bits. */
    private static long hash(final String text) {
        long hash = HASH_START;
        for (final byte each : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ each & 0xFF) * HASH_FACTOR;
        }
        return hash;
    }
}
