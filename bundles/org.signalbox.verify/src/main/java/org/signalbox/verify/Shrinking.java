package org.signalbox.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a sequence of frames that shows something as short as it can in the given time. Source: Zeller and Hildebrandt,
 * "Simplifying and Isolating Failure-Inducing Input", 2002, the algorithm ddmin.
 */
final class Shrinking {
    private Shrinking() {
    }

    /**
     * @param whole    shows it
     * @param shows    whether a part of it still does
     * @param mostNanos after which to take what is there
     */
    static List<Sent> shrink(final List<Sent> whole, final Predicate<List<Sent>> shows, final long mostNanos) {
        final long end = System.nanoTime() + mostNanos;
        List<Sent> least = whole;
        int parts = 2;
        while (least.size() > 1 && System.nanoTime() < end) {
            final int size = (least.size() + parts - 1) / parts;
            List<Sent> smaller = null;
            for (int from = 0; from < least.size() && smaller == null && System.nanoTime() < end; from += size) {
                final List<Sent> rest = new ArrayList<>(least.subList(0, from));
                rest.addAll(least.subList(Math.min(from + size, least.size()), least.size()));
                smaller = !rest.isEmpty() && shows.test(rest) ? rest : null;
            }
            if (smaller != null) {
                least = smaller;
                parts = Math.max(2, parts - 1);
            } else if (size == 1) {
                break;
            } else {
                parts = Math.min(least.size(), 2 * parts);
            }
        }
        return least;
    }
}
