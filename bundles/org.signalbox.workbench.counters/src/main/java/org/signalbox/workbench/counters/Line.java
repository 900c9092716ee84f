package org.signalbox.workbench.counters;

/**
 * A line of a chart by its identity.
 *
 * @param what in one or two words: {@code in}, or a drop's rule and reason
 */
record Line(Metric metric, Source source, String what) {

    String label() {
        return source.label() + " " + what;
    }
}
