package org.signalbox.attachment.lab;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import org.signalbox.frame.MacAddress;
import org.signalbox.frame.Wire;

/**
 * The addresses found by ARP, and the frames that wait for one. Per neighbour the newest 32 frames are held, a request
 * goes out at most once a second, and after three in vain they and the neighbour are given up.
 * Source: RFC 826; RFC 1122 section 2.3.2.
 */
final class Neighbors implements Timed {
    private static final int MOST = 256;
    private static final int HELD = 32;
    private static final int TRIES = 3;
    private static final long RETRY_NANOS = 1_000_000_000L;
    private static final long FRESH_NANOS = 60_000_000_000L;

    private final LongSupplier clock;
    private final Outbox outbox;
    private final Requests requests;
    private final Map<Key, Neighbor> known = new LinkedHashMap<>();

    Neighbors(final LongSupplier clock, final Outbox outbox, final Requests requests) {
        this.clock = clock;
        this.outbox = outbox;
        this.requests = requests;
    }

    /** Sends an ARP request. */
    @FunctionalInterface
    interface Requests {
        void request(int vlan, int address);
    }

    private record Key(int vlan, int address) {
    }

    private static final class Neighbor {
        private MacAddress mac;
        private long heard;
        private long asked;
        private int tries;
        private final Deque<byte[]> held = new ArrayDeque<>(1);
    }

    /** Sends a frame to a neighbour, at once or when it has answered. */
    void send(final int vlan, final int address, final byte[] frame) {
        final Key key = new Key(vlan, address);
        final Neighbor neighbor = known.computeIfAbsent(key, _ -> new Neighbor());
        forgetTheEldest();
        if (neighbor.mac == null) {
            if (neighbor.held.size() == HELD) {
                neighbor.held.remove();
            }
            neighbor.held.add(frame);
            ask(key, neighbor);
            return;
        }
        deliver(neighbor, frame);
        if (clock.getAsLong() - neighbor.heard > FRESH_NANOS) {
            ask(key, neighbor);
        }
    }

    private void forgetTheEldest() {
        if (known.size() > MOST) {
            final Iterator<Key> eldest = known.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    private void deliver(final Neighbor neighbor, final byte[] frame) {
        Wire.put48(MemorySegment.ofArray(frame), 0, neighbor.mac.value());
        outbox.add(frame);
    }

    private void ask(final Key key, final Neighbor neighbor) {
        if (neighbor.tries > 0 && clock.getAsLong() - neighbor.asked < RETRY_NANOS) {
            return;
        }
        if (neighbor.tries == TRIES) {
            neighbor.mac = null;
            neighbor.held.clear();
            neighbor.tries = 0;
            return;
        }
        neighbor.tries++;
        neighbor.asked = clock.getAsLong();
        requests.request(key.vlan(), key.address());
    }

    /** A neighbour showed its address; one that is not known is only noted when it had business with this guest. */
    void heard(final int vlan, final int address, final MacAddress mac, final boolean withUs) {
        final Key key = new Key(vlan, address);
        if (!withUs && !known.containsKey(key)) {
            return;
        }
        final Neighbor neighbor = known.computeIfAbsent(key, _ -> new Neighbor());
        forgetTheEldest();
        neighbor.mac = mac;
        neighbor.heard = clock.getAsLong();
        neighbor.tries = 0;
        neighbor.held.forEach(frame -> deliver(neighbor, frame));
        neighbor.held.clear();
    }

    @Override
    public long nextNanos() {
        long next = Long.MAX_VALUE;
        for (final Neighbor neighbor : known.values()) {
            if (!neighbor.held.isEmpty()) {
                next = Math.min(next, neighbor.asked + RETRY_NANOS);
            }
        }
        return next;
    }

    @Override
    public void tick() {
        known.forEach((key, neighbor) -> {
            if (!neighbor.held.isEmpty()) {
                ask(key, neighbor);
            }
        });
    }

    int size() {
        return known.size();
    }
}
