package org.signalbox.vswitch.decision;

import java.util.List;

import org.signalbox.schema.Doc;

/**
 * A frame's way through a switch: of one that entered, or that an extension made. The first step of a made one names
 * the extension and says CLONE, INJECT or ORIGINATE; what is said of its entry is of when it was made.
 *
 * @param frame     number of the frame, from 1, in the order of entry; a made one stands behind the one it was made for
 * @param timeNanos when it entered, since the epoch
 * @param port      where it entered; empty for a made one without a source port
 * @param length    bytes, as it entered
 * @param headers   as it entered
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
}
