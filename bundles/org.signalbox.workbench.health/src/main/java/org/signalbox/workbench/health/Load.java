package org.signalbox.workbench.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.SwitchStatus;

/**
 * What the switches carry, taken over the last two seconds or so, and its course over the last half minute. Used by one
 * thread at a time.
 */
final class Load {

    private static final int WINDOW = 5;
    private static final int COURSE = 60;
    private static final int BITS = 8;
    private static final double MILLIS = 1000;

    /**
     * At one moment, per second.
     *
     * @param uplinkBits  both ways
     * @param reasons     of drops by rule, those that drop most now first
     * @param framesCourse the last of them, oldest first
     */
    record Now(double frames, double bits, double drops, double uplinkBits, List<Reason> reasons,
            List<Double> framesCourse, List<Double> bitsCourse, List<Double> dropsCourse) {
    }

    /** Drops of one rule per second. */
    record Reason(String rule, double drops) {
    }

    private record Totals(Instant when, long frames, long bytes, long drops, long uplinkBytes,
            Map<String, Long> reasons) {
    }

    private final Deque<Totals> window = new ArrayDeque<>();
    private final Deque<Double> frames = new ArrayDeque<>();
    private final Deque<Double> bits = new ArrayDeque<>();
    private final Deque<Double> drops = new ArrayDeque<>();

    /** Takes in how things are now. */
    Now add(Reading reading) {
        final Totals now = totals(reading);
        window.addLast(now);
        if (window.size() > WINDOW) {
            window.removeFirst();
        }
        final Totals then = window.getFirst();
        final double seconds = Duration.between(then.when(), now.when()).toMillis() / MILLIS;
        final List<Reason> reasons = new ArrayList<>();
        now.reasons().forEach((rule, count) -> {
            final double rate = per(then.reasons().getOrDefault(rule, 0L), count, seconds);
            if (rate > 0) {
                reasons.add(new Reason(rule, rate));
            }
        });
        reasons.sort(Comparator.comparingDouble(Reason::drops).reversed().thenComparing(Reason::rule));
        return new Now(kept(frames, per(then.frames(), now.frames(), seconds)),
                kept(bits, BITS * per(then.bytes(), now.bytes(), seconds)),
                kept(drops, per(then.drops(), now.drops(), seconds)),
                BITS * per(then.uplinkBytes(), now.uplinkBytes(), seconds), List.copyOf(reasons), List.copyOf(frames),
                List.copyOf(bits), List.copyOf(drops));
    }

    private static double kept(Deque<Double> course, double value) {
        course.addLast(value);
        if (course.size() > COURSE) {
            course.removeFirst();
        }
        return value;
    }

    private static Totals totals(Reading reading) {
        long frames = 0;
        long bytes = 0;
        long drops = 0;
        long uplink = 0;
        final Map<String, Long> reasons = new HashMap<>();
        for (final SwitchStatus status : reading.live()) {
            frames += status.totals().delivered();
            drops += status.totals().dropped();
            for (final DropCount drop : status.drops()) {
                reasons.merge(drop.rule(), drop.count(), Long::sum);
            }
            for (final PortStatus port : status.ports()) {
                bytes += port.delivered().bytes();
                if (port.spec().type() == PortType.UPLINK) {
                    uplink += port.received().bytes() + port.delivered().bytes();
                }
            }
        }
        return new Totals(reading.now(), frames, bytes, drops, uplink, reasons);
    }

    /** A counter that went back was created anew. */
    private static double per(long before, long now, double seconds) {
        return seconds <= 0 ? 0 : Math.max(0, now - before) / seconds;
    }
}
