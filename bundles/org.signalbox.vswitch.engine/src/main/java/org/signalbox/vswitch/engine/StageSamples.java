package org.signalbox.vswitch.engine;

/**
 * What sampled calls of one stage cost, in this window and the one before it; windows are those of the clock, the same
 * for all workers. Written by the stage's worker, read where no worker is in a batch.
 */
final class StageSamples {
    private CostWindow[] windows = {};
    private long first = -1;

    /** Makes room, which where nothing is measured is not needed. */
    void open() {
        if (windows.length == 0) {
            windows = new CostWindow[] {new CostWindow(), new CostWindow()};
        }
    }

    /** The window of that time, to be written to. */
    CostWindow at(final long nanos) {
        final long number = nanos / CostWindow.NANOS;
        final CostWindow window = windows[(int) (number % windows.length)];
        if (window.number() != number) {
            window.begin(number);
            first = first < 0 ? number : first;
        }
        return window;
    }

    /** Adds what is not older than two windows. */
    void addRecent(final CostWindow sum, final long nowNanos) {
        final long number = nowNanos / CostWindow.NANOS;
        for (final CostWindow window : windows) {
            if (window.number() == number || window.number() == number - 1) {
                sum.add(window);
            }
        }
    }

    /** Adds the window that ended last, if the stage was called before it began. */
    void addFull(final CostWindow sum, final long nowNanos) {
        final long number = nowNanos / CostWindow.NANOS - 1;
        for (final CostWindow window : windows) {
            if (window.number() == number && number > first) {
                sum.add(window);
            }
        }
    }
}
