package org.signalbox.testkit;

import org.signalbox.vswitch.Direction;

/**
 * A frame, or its copy for one destination, that a switch dropped.
 *
 * @param frame     number of the frame, from 1, as in its decision
 * @param extension id of the extension that dropped it, {@code switch} for the switch itself
 * @param rule      which of its rules
 * @param reason    why, in one clause
 * @param port      where the frame entered, or for egress where its copy was to leave; empty for a made frame without
 *                  a source port
 * @param direction on which pass
 */
public record Drop(long frame, String extension, String rule, String reason, String port, Direction direction) {
}
