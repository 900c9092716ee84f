package org.signalbox.bench.peers;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Signalbox in parts of Open vSwitch, and the goal.
 *
 * @param bound the goal, which is most for what is better low and least for what is better high; 0 for none
 */
record Ratio(Figure figure, Link link, double bound) {
    private static final double NO_GOAL = 0;

    /** All that are told, in their order. */
    static final List<Ratio> ALL = List.of(
            new Ratio(Figure.GUARDED_CPU, Link.VETH, 0.70),
            new Ratio(Figure.GUARDED_CPU, Link.TAP, 0.80),
            new Ratio(Figure.CPU, Link.VETH, NO_GOAL),
            new Ratio(Figure.CPU, Link.TAP, NO_GOAL),
            new Ratio(Figure.TCP, Link.VETH, 1.5),
            new Ratio(Figure.TCP, Link.TAP, 1.5),
            new Ratio(Figure.TCP_OFFLOAD, Link.VETH, NO_GOAL),
            new Ratio(Figure.TCP_OFFLOAD, Link.TAP, 0.9),
            new Ratio(Figure.RTT_P50, Link.VETH, 1.2),
            new Ratio(Figure.RTT_P50, Link.TAP, 1.2));

    /** Its name in JSON. */
    String key() {
        return figure.key() + (link == Link.TAP ? "Tap" : "Packet");
    }

    boolean hasGoal() {
        return bound != NO_GOAL;
    }

    /** The ratio of the medians, if both were measured. */
    OptionalDouble of(final Figures figures, final Peer ours, final Peer theirs) {
        final OptionalDouble mine = figures.median(new Figures.Row(ours.name(), link), figure);
        final OptionalDouble other = figures.median(new Figures.Row(theirs.name(), link), figure);
        return mine.isPresent() && other.isPresent() ? OptionalDouble.of(mine.getAsDouble() / other.getAsDouble())
                : OptionalDouble.empty();
    }

    boolean isMetBy(final double value) {
        return figure.moreIsBetter() ? value >= bound : value <= bound;
    }

    /** The goal in words. */
    String goal() {
        return hasGoal() ? (figure.moreIsBetter() ? ">= " : "<= ") + String.format("%.2f", bound) : "";
    }
}
