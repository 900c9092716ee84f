package org.signalbox.vswitch.decision;

import java.util.List;

/**
 * A frame's way through a switch.
 *
 * @param frame     number of the frame, from 1, in the order of entry
 * @param timeNanos when it entered, since the epoch
 * @param port      where it entered
 * @param length    bytes, as it entered
 * @param headers   as it entered
 * @param ingress   the decisions up to the choice of destinations; ends with DROP, FORWARD or FLOOD
 * @param copies    one for each destination; none when it was dropped on ingress
 */
public record Decision(long frame, long timeNanos, String port, int length, Headers headers, List<Step> ingress,
        List<Copy> copies) {
}
