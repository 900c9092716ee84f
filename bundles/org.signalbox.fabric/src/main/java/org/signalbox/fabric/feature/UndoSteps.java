package org.signalbox.fabric.feature;

import java.util.ArrayDeque;
import java.util.Deque;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes back what was done, last first, unless it is kept. */
final class UndoSteps implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UndoSteps.class);

    private final Deque<Step> steps = new ArrayDeque<>();

    /** Takes one thing back. */
    interface Step {
        void run() throws Exception;
    }

    void add(Step step) {
        steps.push(step);
    }

    /** What was done stays. */
    void keep() {
        steps.clear();
    }

    @Override
    public void close() {
        while (!steps.isEmpty()) {
            try {
                steps.pop().run();
            } catch (Exception fault) { // the others are to be taken back all the same
                LOG.warn("Something of a refused feature stays", fault);
            }
        }
    }
}
