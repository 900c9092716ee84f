package org.signalbox.vswitch.decision;

import java.util.List;

import org.signalbox.schema.Doc;

/**
 * A frame's way through a switch: of one that entered, or that an extension made. The first step of a made one names
 * the extension and says CLONE, INJECT or ORIGINATE; what is said of its entry is of when it was made. The first step
 * of one that entered is the switch's own: which VLAN it was put into, or why it was not let in.
 *
 * <p>Headers are written once and then where they change: those before a step are the last that were written, which
 * {@link #headersBefore} finds.
 *
 * @param frame     number of the frame, from 1, in the order of entry; a made one stands behind the one it was made
 *                  for. On a live switch it is the number among those that were told
 * @param timeNanos when it entered, since the epoch
 * @param port      where it entered; empty for a made one without a source port
 * @param length    bytes, as it entered
 * @param headers   as it entered, with the tag that it had and the VLAN that it was put into
 * @param ingress   the decisions up to the choice of destinations; ends with DROP, FORWARD or FLOOD
 * @param copies    one for each destination; none when it was dropped on ingress
 */
@Doc("A frame's way through a switch.")
public record Decision(
        @Doc("Number of the frame in the order of entry.") long frame,
        @Doc("When it entered, in nanoseconds since the epoch.") long timeNanos,
        @Doc("The port where it entered; empty for a frame that an extension made without one.") String port,
        @Doc("Its bytes as it entered.") int length,
        @Doc("Its headers as it entered.") Headers headers,
        @Doc("The decisions up to the choice of destinations; the last says drop, forward or flood.")
        List<Step> ingress,
        @Doc("One for each destination; none when it was dropped on ingress.") List<Copy> copies) {
    public Decision {
        ingress = List.copyOf(ingress);
        copies = List.copyOf(copies);
    }

    /**
     * The headers before a step of {@link #ingress}; after it they are what {@link Step#after} says, or the same.
     *
     * @param step its index, or the number of steps for those that the destinations were chosen by
     */
    public Headers headersBefore(int step) {
        return last(headers, ingress.subList(0, step));
    }

    /**
     * The headers before a step of a copy, which starts with what the ingress steps left.
     *
     * @param copy one of {@link #copies}
     * @param step index of its step, or the number of its steps for those that it ended with
     */
    public Headers headersBefore(Copy copy, int step) {
        return last(headersBefore(ingress.size()), copy.steps().subList(0, step));
    }

    /** The same with another number. */
    public Decision numbered(long number) {
        return new Decision(number, timeNanos, port, length, headers, ingress, copies);
    }

    private static Headers last(Headers first, List<Step> steps) {
        Headers now = first;
        for (Step step : steps) {
            now = step.after().orElse(now);
        }
        return now;
    }
}
