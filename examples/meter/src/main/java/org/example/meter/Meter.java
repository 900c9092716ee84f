package org.example.meter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.signalbox.frame.IpPrefix;
import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.PortState;

/**
 * The counters of one port, by prefix. They outlast a change of the policy: a prefix that comes back goes on where it
 * was.
 */
final class Meter {
    /** Counts what no prefix has, and what is not IP. */
    static final String OTHER = "other";

    private static final int VERSION = 1;
    // a state cannot bring more than this
    private static final int MOST_COUNTERS = 4_096;

    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    // what the policy asks for, in its order; what is said of a frame; the counter of other frames comes last
    private IpPrefix[] prefixes;
    private Counter[] of;
    private String[] rules;
    private String[] reasons;

    void follow(final Metered policy) {
        final List<IpPrefix> now = policy.prefixes();
        prefixes = now.toArray(IpPrefix[]::new);
        of = new Counter[prefixes.length + 1];
        rules = new String[of.length];
        reasons = new String[of.length];
        for (int k = 0; k < of.length; k++) {
            final String name = k < prefixes.length ? prefixes[k].toString() : OTHER;
            of[k] = counter(name);
            rules[k] = k < prefixes.length ? "prefixes[" + k + "]" : OTHER;
            reasons[k] = "counted for " + name;
        }
    }

    private Counter counter(final String prefix) {
        return counters.computeIfAbsent(prefix, _ -> new Counter());
    }

    /** Counts a frame that enters at the port, or a copy that leaves there. */
    void count(final FrameBatch frames, final int frame, final boolean recorded) {
        final Direction direction = frames.direction();
        int k = 0;
        while (k < prefixes.length && !isRemote(frames, frame, direction, prefixes[k])) {
            k++;
        }
        of[k].count(direction, frames.wireLength(frame));
        if (recorded) {
            frames.because(frame, rules[k], reasons[k]);
        }
    }

    private static boolean isRemote(final FrameBatch frames, final int frame, final Direction direction,
            final IpPrefix prefix) {
        return direction == Direction.INGRESS ? frames.ipDestinationIn(frame, prefix)
                : frames.ipSourceIn(frame, prefix);
    }

    List<Reading> readings(final String switchName, final String port) {
        final List<Reading> readings = new ArrayList<>();
        counters.forEach((prefix, counter) -> readings.add(new Reading(switchName, port, prefix, counter.get(0),
                counter.get(1), counter.get(2), counter.get(3))));
        return readings;
    }

    /** Of each counter the length and the letters of its prefix, and its figures. */
    PortState save() {
        final ByteBuffer data = ByteBuffer.allocate(
                counters.size() * (1 + Byte.MAX_VALUE + Counter.FIGURES * Long.BYTES));
        counters.forEach((prefix, counter) -> {
            final byte[] name = prefix.getBytes(StandardCharsets.US_ASCII);
            data.put((byte) name.length).put(name);
            for (int figure = 0; figure < Counter.FIGURES; figure++) {
                data.putLong(counter.get(figure));
            }
        });
        final byte[] bytes = new byte[data.position()];
        data.flip().get(bytes);
        return new PortState(VERSION, bytes);
    }

    /** Adds up, since a state may come in several parts. What is not understood as a whole changes nothing. */
    boolean restore(final PortState state) {
        final Map<String, long[]> read = new HashMap<>();
        final ByteBuffer data = ByteBuffer.wrap(state.data());
        while (state.version() == VERSION && data.hasRemaining() && read.size() <= MOST_COUNTERS) {
            final int length = data.get();
            if (length < 0 || data.remaining() < length + Counter.FIGURES * Long.BYTES) {
                return false;
            }
            final byte[] name = new byte[length];
            data.get(name);
            final long[] figures = new long[Counter.FIGURES];
            for (int figure = 0; figure < figures.length; figure++) {
                figures[figure] = data.getLong();
            }
            read.put(new String(name, StandardCharsets.US_ASCII), figures);
        }
        if (data.hasRemaining()) {
            return false;
        }
        read.forEach((prefix, figures) -> {
            for (int figure = 0; figure < figures.length; figure++) {
                counter(prefix).add(figure, figures[figure]);
            }
        });
        return state.version() == VERSION;
    }
}
