package org.signalbox.vswitch.decision;

import java.util.List;

/**
 * What became of the copy of a frame for one destination.
 *
 * @param port  the destination
 * @param steps the egress stages in the order in which it met them; the last one says DELIVER or DROP
 */
public record Copy(String port, List<Step> steps) {
}
