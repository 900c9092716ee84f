package org.example.toptalkers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.signalbox.frame.MacAddress;

/**
 * The stations that send most, found with a fixed number of counters: one that is new takes the place of the one with
 * the fewest bytes, and its count. Whoever sends more than a {@value #MOST}th of all is among them. Written by one
 * thread at a time, read by any. Source: Metwally, Agrawal and El Abbadi, "Efficient Computation of Frequent and Top-k
 * Elements in Data Streams" (2005), the algorithm Space-Saving.
 */
final class Talkers {
    static final int MOST = 64;

    /** Belongs to one station for good, so that a reader never sees a count beside another's address. */
    private static final class Counter {
        private final long station;
        private final long over;
        private final AtomicLong bytes;

        private Counter(final long station, final long over) {
            this.station = station;
            this.over = over;
            this.bytes = new AtomicLong(over);
        }
    }

    private final AtomicReferenceArray<Counter> counters = new AtomicReferenceArray<>(MOST);
    // the same stations, where they are found fast; the writer's own
    private final long[] stations = new long[MOST];
    private int size;

    void count(final long station, final int bytes) {
        final Counter counter = counters.getPlain(place(station));
        counter.bytes.setRelease(counter.bytes.getPlain() + bytes);
    }

    /** Where the station's counter is, which may have been another's until now. */
    private int place(final long station) {
        for (int k = 0; k < size; k++) {
            if (stations[k] == station) {
                return k;
            }
        }
        if (size < MOST) {
            return give(size++, station, 0);
        }
        int least = 0;
        for (int k = 1; k < MOST; k++) {
            if (bytes(k) < bytes(least)) {
                least = k;
            }
        }
        return give(least, station, bytes(least));
    }

    private long bytes(final int place) {
        return counters.getPlain(place).bytes.getPlain();
    }

    private int give(final int place, final long station, final long over) {
        stations[place] = station;
        counters.setRelease(place, new Counter(station, over));
        return place;
    }

    /** In no order; called by any thread. */
    List<Talker> list(final String switchName) {
        final List<Talker> list = new ArrayList<>();
        for (int k = 0; k < MOST && counters.get(k) instanceof Counter counter; k++) {
            list.add(new Talker(switchName, new MacAddress(counter.station), counter.bytes.get(), counter.over));
        }
        return list;
    }
}
