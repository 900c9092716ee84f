package org.signalbox.workbench.inventory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.SwitchStatus;

/** The counters of all ports a few samples back, from which rates are taken. Used by one thread at a time. */
final class Rates {

    private static final int KEPT = 5;
    private static final double NANOS = 1e9;
    private static final int BITS = 8;

    private final Deque<Map<String, Counters>> past = new ArrayDeque<>();

    /** Both ways together. */
    private record Counters(long nanos, long received, long delivered, long bytes, long drops) {

        static Counters of(long nanos, PortStatus port) {
            return new Counters(nanos, port.received().frames(), port.delivered().frames(),
                    port.received().bytes() + port.delivered().bytes(),
                    port.drops().stream().mapToLong(DropCount::count).sum());
        }

        Rate since(Counters before) {
            final double seconds = before == null ? 0 : (nanos - before.nanos) / NANOS;
            return seconds <= 0 ? new Rate(0, 0, drops, 0, received, delivered)
                    : new Rate(BITS * per(bytes - before.bytes, seconds),
                            per(received + delivered - before.received - before.delivered, seconds), drops,
                            per(drops - before.drops, seconds), received, delivered);
        }

        /** A counter that went back was created anew. */
        private static double per(long count, double seconds) {
            return Math.max(0, count) / seconds;
        }
    }

    /**
     * What a port does, its rates both ways together.
     *
     * @param bits      per second
     * @param frames    per second
     * @param drops     ever
     * @param received  frames that ever entered the switch
     * @param delivered frames that ever left the switch
     */
    record Rate(double bits, double frames, double drops, double dropsPerSecond, double received, double delivered) {

        static final Rate NONE = new Rate(0, 0, 0, 0, 0, 0);

        Rate plus(Rate other) {
            return new Rate(bits + other.bits, frames + other.frames, drops + other.drops,
                    dropsPerSecond + other.dropsPerSecond, received + other.received, delivered + other.delivered);
        }
    }

    /** Takes in the statuses of now and gives the rates by {@link #key}. */
    Map<String, Rate> add(List<SwitchStatus> now) {
        final Map<String, Counters> counters = new HashMap<>();
        for (final SwitchStatus each : now) {
            for (final PortStatus port : each.ports()) {
                counters.put(key(each, port), Counters.of(each.timeNanos(), port));
            }
        }
        final Map<String, Counters> before = past.isEmpty() ? Map.of() : past.getFirst();
        final Map<String, Rate> rates = new HashMap<>();
        counters.forEach((key, each) -> rates.put(key, each.since(before.get(key))));
        past.addLast(counters);
        if (past.size() > KEPT) {
            past.removeFirst();
        }
        return rates;
    }

    static String key(SwitchStatus on, PortStatus port) {
        return on.spec().name() + " " + port.spec().name();
    }
}
