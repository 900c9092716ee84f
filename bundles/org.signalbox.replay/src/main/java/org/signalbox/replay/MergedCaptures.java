package org.signalbox.replay;

import java.util.List;

import org.signalbox.capture.CaptureException;
import org.signalbox.capture.CaptureReader;
import org.signalbox.command.RefusedException;

/**
 * Several captures as one, in the order of their time stamps; of equal ones the capture given first goes first. A stamp
 * that lies before the last one of its capture is held at that, so the merged time never goes back.
 *
 * <p>A binary heap of captures by the time of the frame that each has next: a frame costs one step of one reader and at
 * most as many comparisons as the heap has levels, and nothing is allocated.
 */
final class MergedCaptures implements AutoCloseable {

    private final CaptureReader[] readers;
    private final String[] names;
    private final long[] times;
    private final int[] heap;
    private int live;
    private int current = -1;

    private MergedCaptures(final int count) {
        readers = new CaptureReader[count];
        names = new String[count];
        times = new long[count];
        heap = new int[count];
    }

    /** @throws RefusedException with one sentence, when a file is no sound capture as far as it was read */
    static MergedCaptures open(final List<ReplayRequest.Input> inputs) throws RefusedException {
        final MergedCaptures merged = new MergedCaptures(inputs.size());
        boolean opened = false;
        try {
            for (int i = 0; i < inputs.size(); i++) {
                merged.open(i, inputs.get(i));
            }
            opened = true;
            return merged;
        } finally {
            if (!opened) {
                merged.close();
            }
        }
    }

    private void open(final int input, final ReplayRequest.Input from) throws RefusedException {
        names[input] = from.capture().toString();
        try {
            readers[input] = CaptureReader.open(from.capture());
        } catch (final CaptureException e) {
            throw refused(input, e);
        }
        if (advance(input)) {
            heap[live++] = input;
            int at = live - 1;
            while (at > 0 && before(heap[at], heap[(at - 1) / 2])) {
                swap(at, (at - 1) / 2);
                at = (at - 1) / 2;
            }
        }
    }

    /**
     * Moves to the next frame.
     *
     * @return false when all captures are at their ends
     * @throws RefusedException with one sentence, when a capture turns out to be broken
     */
    boolean next() throws RefusedException {
        if (current >= 0) {
            if (!advance(current)) {
                heap[0] = heap[--live];
            }
            siftDown();
        }
        current = live == 0 ? -1 : heap[0];
        return live > 0;
    }

    /** Which of the captures the frame is from. */
    int input() {
        return current;
    }

    /** The reader that stands at the frame. */
    CaptureReader current() {
        return readers[current];
    }

    /** When the frame enters, in nanoseconds since the epoch. */
    long timeNanos() {
        return times[current];
    }

    @Override
    public void close() {
        for (final CaptureReader reader : readers) {
            if (reader != null) {
                reader.close();
            }
        }
    }

    private boolean advance(final int input) throws RefusedException {
        final CaptureReader reader = readers[input];
        try {
            if (!reader.next()) {
                return false;
            }
        } catch (final CaptureException e) {
            throw refused(input, e);
        }
        times[input] = Math.max(times[input], reader.timeNanos());
        return true;
    }

    private void siftDown() {
        int at = 0;
        while (true) {
            final int left = 2 * at + 1;
            if (left >= live) {
                return;
            }
            final int right = left + 1;
            final int child = right < live && before(heap[right], heap[left]) ? right : left;
            if (!before(heap[child], heap[at])) {
                return;
            }
            swap(at, child);
            at = child;
        }
    }

    private boolean before(final int one, final int other) {
        return times[one] != times[other] ? times[one] < times[other] : one < other;
    }

    private void swap(final int one, final int other) {
        final int kept = heap[one];
        heap[one] = heap[other];
        heap[other] = kept;
    }

    private RefusedException refused(final int input, final CaptureException e) {
        return new RefusedException("'" + names[input] + "': " + e.getMessage(), e);
    }
}
