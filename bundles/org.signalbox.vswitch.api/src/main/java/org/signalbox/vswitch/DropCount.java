package org.signalbox.vswitch;

/**
 * How many frames were dropped for one reason. Every drop is counted in exactly one of these.
 *
 * @param extension id of the extension that dropped, {@code switch} for the switch itself
 * @param rule      which of its rules, such as {@code acl[2]} or {@code macSpoofing}
 * @param port      the source port of an ingress drop, the destination port of an egress drop; empty for a frame
 *                  without a source port, which an extension made
 * @param direction on which pass
 * @param reason    one clause for people, such as {@code deny inbound remote 10.0.0.0/8}
 * @param count     frames (ingress) or copies (egress)
 */
public record DropCount(String extension, String rule, String port, Direction direction, String reason, long count) {
}
