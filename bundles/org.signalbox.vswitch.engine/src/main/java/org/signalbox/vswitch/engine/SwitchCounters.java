package org.signalbox.vswitch.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.pipeline.FrameSlots;
import org.signalbox.vswitch.pipeline.RuleHits;

/**
 * What one switch counted, by port index and drop reason. Written by the thread that runs the switch; others get a
 * {@link #copy}.
 */
final class SwitchCounters {
    /** What drops are counted by. */
    record Drop(String port, Direction direction, int reason) {
    }

    private static final long[] NONE = {};
    private static final int COLUMNS = 4;
    private static final int RECEIVED_BYTES = 1;
    private static final int DELIVERED = 2;
    private static final int DELIVERED_BYTES = 3;

    private long in;
    private long made;
    private long copies;
    // by port, side by side so that a frame touches one place: received frames and bytes, delivered frames and bytes
    private long[] traffic = NONE;
    // by 2 * (port + 1) + direction, so that frames without a port come first, then by reason; a row grows with the
    // reasons that it has seen
    private long[][] drops = {NONE, NONE};
    private String[] names = {};
    private long retiredDelivered;
    private final Map<Drop, Long> retiredDrops;
    // apart from the others: not copied, since there may be very many
    private RuleHits rules = new RuleHits();

    SwitchCounters() {
        this(Map.of());
    }

    private SwitchCounters(final Map<Drop, Long> retired) {
        retiredDrops = new LinkedHashMap<>(retired);
    }

    /** Makes room for the ports of a table, and keeps their names. */
    void ensure(final PortTable ports) {
        ensure(ports.size());
        ports.ports().forEach(port -> names[port.index()] = port.name());
    }

    private void ensure(final int size) {
        if (size > names.length) {
            traffic = Arrays.copyOf(traffic, COLUMNS * size);
            final int rows = drops.length;
            drops = Arrays.copyOf(drops, row(size, Direction.INGRESS));
            Arrays.fill(drops, rows, drops.length, NONE);
            names = Arrays.copyOf(names, size);
        }
    }

    /** Makes an index free for another port; what was counted goes on in the totals of the switch. */
    void retire(final int port) {
        retiredDelivered += deliveredFrames(port);
        for (final Direction direction : Direction.values()) {
            final long[] row = drops(port, direction);
            for (int reason = 0; reason < row.length; reason++) {
                if (row[reason] > 0) {
                    retiredDrops.merge(new Drop(names[port], direction, reason), row[reason], Long::sum);
                }
            }
            drops[row(port, direction)] = NONE;
        }
        Arrays.fill(traffic, COLUMNS * port, COLUMNS * (port + 1), 0);
        names[port] = null;
    }

    /** A batch came in; each frame of it is {@link #received} too. */
    void entered(final int frames) {
        in += frames;
    }

    /** An extension made frames; they were received at no port. */
    void made(final int frames) {
        made += frames;
    }

    void received(final int port, final int bytes) {
        final int at = COLUMNS * port;
        traffic[at]++;
        traffic[at + RECEIVED_BYTES] += bytes;
    }

    void becameCopies(final int count) {
        copies += count;
    }

    void delivered(final int port, final int bytes) {
        final int at = COLUMNS * port;
        traffic[at + DELIVERED]++;
        traffic[at + DELIVERED_BYTES] += bytes;
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
        traffic[COLUMNS * port + DELIVERED] -= frames;
        dropped(port, Direction.EGRESS, reason, frames);
    }

    /** One more than the highest index of a port that was counted for. */
    int ports() {
        return names.length;
    }

    /** Adds what another one counted, but for {@link #rules}; a port that both know has the same index there, and the name is this one's. */
    void add(final SwitchCounters other) {
        ensure(other.names.length);
        in += other.in;
        made += other.made;
        copies += other.copies;
        retiredDelivered += other.retiredDelivered;
        other.retiredDrops.forEach((drop, count) -> retiredDrops.merge(drop, count, Long::sum));
        for (int at = 0; at < other.traffic.length; at++) {
            traffic[at] += other.traffic[at];
        }
        for (int row = 0; row < other.drops.length; row++) {
            for (int reason = 0; reason < other.drops[row].length; reason++) {
                if (other.drops[row][reason] > 0) {
                    drop(row, reason, other.drops[row][reason]);
                }
            }
        }
    }

    /** What was counted by rule. */
    RuleHits rules() {
        return rules;
    }

    /** Goes on with a copy of what was counted by rule, since a thread that hangs may still count with what there was. */
    void leaveRules() {
        final RuleHits left = rules;
        rules = new RuleHits();
        rules.add(left);
    }

    /** All but {@link #rules}. */
    SwitchCounters copy() {
        final SwitchCounters copy = new SwitchCounters(retiredDrops);
        copy.retiredDelivered = retiredDelivered;
        copy.names = names.clone();
        copy.in = in;
        copy.made = made;
        copy.copies = copies;
        copy.traffic = traffic.clone();
        copy.drops = new long[drops.length][];
        Arrays.setAll(copy.drops, row -> drops[row].length == 0 ? NONE : drops[row].clone());
        return copy;
    }

    long in() {
        return in;
    }

    long made() {
        return made;
    }

    long copies() {
        return copies;
    }

    long receivedFrames(final int port) {
        return traffic[COLUMNS * port];
    }

    long receivedBytes(final int port) {
        return traffic[COLUMNS * port + RECEIVED_BYTES];
    }

    long deliveredFrames(final int port) {
        return traffic[COLUMNS * port + DELIVERED];
    }

    long deliveredBytes(final int port) {
        return traffic[COLUMNS * port + DELIVERED_BYTES];
    }

    /** Copies that were taken at any port, those that have gone included. */
    long delivered() {
        return IntStream.range(0, names.length).mapToLong(this::deliveredFrames).sum() + retiredDelivered;
    }

    /** Told of each count that is not 0. */
    interface Visitor {
        void drop(Drop drop, long count);
    }

    /** Names the drops at a port, ingress first; those of frames without a port are at one without a name. */
    void visitDrops(final int port, final Visitor visitor) {
        final String name = port == FrameSlots.NO_PORT ? "" : names[port];
        for (final Direction direction : Direction.values()) {
            final long[] row = drops(port, direction);
            for (int reason = 0; reason < row.length; reason++) {
                if (row[reason] > 0) {
                    visitor.drop(new Drop(name, direction, reason), row[reason]);
                }
            }
        }
    }

    /** Names the drops of frames without a port, then those at all ports, those that have gone last. */
    void visitDrops(final Visitor visitor) {
        for (int port = FrameSlots.NO_PORT; port < names.length; port++) {
            visitDrops(port, visitor);
        }
        retiredDrops.forEach(visitor::drop);
    }

    private long[] drops(final int port, final Direction direction) {
        return drops[row(port, direction)];
    }

    private static int row(final int port, final Direction direction) {
        return 2 * (port + 1) + (direction == Direction.INGRESS ? 0 : 1);
    }
}
