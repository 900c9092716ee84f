package org.example.meter;

import java.util.concurrent.atomic.AtomicLongArray;

import org.signalbox.vswitch.Direction;

/** Frames and bytes of both directions. Written by one thread at a time, read by any. */
final class Counter {
    static final int FIGURES = 4;

    private final AtomicLongArray figures = new AtomicLongArray(FIGURES);

    void count(final Direction direction, final int bytes) {
        final int at = direction == Direction.INGRESS ? 0 : 2;
        add(at, 1);
        add(at + 1, bytes);
    }

    // there is one writer, so that nothing dearer is needed
    void add(final int figure, final long more) {
        figures.setRelease(figure, figures.getPlain(figure) + more);
    }

    long get(final int figure) {
        return figures.get(figure);
    }
}
