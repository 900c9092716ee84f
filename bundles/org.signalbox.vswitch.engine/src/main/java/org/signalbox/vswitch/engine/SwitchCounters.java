package org.signalbox.vswitch.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.signalbox.vswitch.Direction;

/**
 * What one switch counted, by port index and drop reason. Written by the thread that runs the switch; others get a
 * {@link #copy}.
 */
final class SwitchCounters {
    /** What drops are counted by. */
    record Drop(String port, Direction direction, int reason) {
    }

    private static final long[] NONE = {};

    private long in;
    private long copies;
    private long[] receivedFrames = NONE;
    private long[] receivedBytes = NONE;
    private long[] deliveredFrames = NONE;
    private long[] deliveredBytes = NONE;
    // by 2 * port + direction, then by reason; a row grows with the reasons that it has seen
    private long[][] drops = {};
    private String[] names = {};
    private long retiredDelivered;
    private final Map<Drop, Long> retiredDrops;

    SwitchCounters() {
        this(Map.of());
    }

    private SwitchCounters(final Map<Drop, Long> retired) {
        retiredDrops = new LinkedHashMap<>(retired);
    }

    /** Makes room for the ports of a table, and keeps their names. */
    void ensure(final PortTable ports) {
        final int size = ports.size();
        if (size > receivedFrames.length) {
            receivedFrames = Arrays.copyOf(receivedFrames, size);
            receivedBytes = Arrays.copyOf(receivedBytes, size);
            deliveredFrames = Arrays.copyOf(deliveredFrames, size);
            deliveredBytes = Arrays.copyOf(deliveredBytes, size);
            final int rows = drops.length;
            drops = Arrays.copyOf(drops, 2 * size);
            Arrays.fill(drops, rows, drops.length, NONE);
            names = Arrays.copyOf(names, size);
        }
        ports.ports().forEach(port -> names[port.index()] = port.name());
    }

    /** Makes an index free for another port; what was counted goes on in the totals of the switch. */
    void retire(final int port) {
        retiredDelivered += deliveredFrames[port];
        for (final Direction direction : Direction.values()) {
            final long[] row = drops(port, direction);
            for (int reason = 0; reason < row.length; reason++) {
                if (row[reason] > 0) {
                    retiredDrops.merge(new Drop(names[port], direction, reason), row[reason], Long::sum);
                }
            }
            drops[row(port, direction)] = NONE;
        }
        receivedFrames[port] = 0;
        receivedBytes[port] = 0;
        deliveredFrames[port] = 0;
        deliveredBytes[port] = 0;
        names[port] = null;
    }

    /** A batch came in; each frame of it is {@link #received} too. */
    void entered(final int frames) {
        in += frames;
    }

    void received(final int port, final int bytes) {
        receivedFrames[port]++;
        receivedBytes[port] += bytes;
    }

    void becameCopies(final int count) {
        copies += count;
    }

    void delivered(final int port, final int bytes) {
        deliveredFrames[port]++;
        deliveredBytes[port] += bytes;
    }

    void dropped(final int port, final Direction direction, final int reason) {
        dropped(port, direction, reason, 1);
    }

    void dropped(final int port, final Direction direction, final int reason, final long count) {
        drop(row(port, direction), reason, count);
    }

    private void drop(final int row, final int reason, final long count) {
        if (reason >= drops[row].length) {
            drops[row] = Arrays.copyOf(drops[row], Math.max(reason + 1, 16));
        }
        drops[row][reason] += count;
    }

    /** Makes deliveries of frames that were lost while they waited drops. */
    void lost(final int port, final long frames, final int reason) {
        deliveredFrames[port] -= frames;
        dropped(port, Direction.EGRESS, reason, frames);
    }

    /** One more than the highest index of a port that was counted for. */
    int ports() {
        return names.length;
    }

    /** Adds what another one counted, of the same ports. */
    void add(final SwitchCounters other) {
        in += other.in;
        copies += other.copies;
        retiredDelivered += other.retiredDelivered;
        other.retiredDrops.forEach((drop, count) -> retiredDrops.merge(drop, count, Long::sum));
        for (int port = 0; port < other.names.length; port++) {
            receivedFrames[port] += other.receivedFrames[port];
            receivedBytes[port] += other.receivedBytes[port];
            deliveredFrames[port] += other.deliveredFrames[port];
            deliveredBytes[port] += other.deliveredBytes[port];
        }
        for (int row = 0; row < other.drops.length; row++) {
            for (int reason = 0; reason < other.drops[row].length; reason++) {
                if (other.drops[row][reason] > 0) {
                    drop(row, reason, other.drops[row][reason]);
                }
            }
        }
    }

    SwitchCounters copy() {
        final SwitchCounters copy = new SwitchCounters(retiredDrops);
        copy.retiredDelivered = retiredDelivered;
        copy.names = names.clone();
        copy.in = in;
        copy.copies = copies;
        copy.receivedFrames = receivedFrames.clone();
        copy.receivedBytes = receivedBytes.clone();
        copy.deliveredFrames = deliveredFrames.clone();
        copy.deliveredBytes = deliveredBytes.clone();
        copy.drops = new long[drops.length][];
        Arrays.setAll(copy.drops, row -> drops[row].length == 0 ? NONE : drops[row].clone());
        return copy;
    }

    long in() {
        return in;
    }

    long copies() {
        return copies;
    }

    long receivedFrames(final int port) {
        return receivedFrames[port];
    }

    long receivedBytes(final int port) {
        return receivedBytes[port];
    }

    long deliveredFrames(final int port) {
        return deliveredFrames[port];
    }

    long deliveredBytes(final int port) {
        return deliveredBytes[port];
    }

    /** Copies that were taken at any port, those that have gone included. */
    long delivered() {
        return Arrays.stream(deliveredFrames).sum() + retiredDelivered;
    }

    /** Told of each count that is not 0. */
    interface Visitor {
        void drop(Drop drop, long count);
    }

    /** Names the drops at a port, ingress first. */
    void visitDrops(final int port, final Visitor visitor) {
        for (final Direction direction : Direction.values()) {
            final long[] row = drops(port, direction);
            for (int reason = 0; reason < row.length; reason++) {
                if (row[reason] > 0) {
                    visitor.drop(new Drop(names[port], direction, reason), row[reason]);
                }
            }
        }
    }

    /** Names the drops at all ports, those that have gone last. */
    void visitDrops(final Visitor visitor) {
        for (int port = 0; port < names.length; port++) {
            visitDrops(port, visitor);
        }
        retiredDrops.forEach(visitor::drop);
    }

    private long[] drops(final int port, final Direction direction) {
        return drops[row(port, direction)];
    }

    private static int row(final int port, final Direction direction) {
        return 2 * port + (direction == Direction.INGRESS ? 0 : 1);
    }
}
