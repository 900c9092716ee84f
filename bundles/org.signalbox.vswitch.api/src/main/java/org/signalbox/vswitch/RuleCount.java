package org.signalbox.vswitch;

/**
 * How often one rule of an extension decided about a frame or a copy.
 *
 * @param extension id of the extension
 * @param port      name of the port whose policy has the rule; empty for one of the switch's policy
 * @param rule      which rule, such as {@code acl[2]}, by its place in the policy that is in force
 * @param text      the rule in words, by which it is the same rule when its place changes
 * @param frames    frames and copies that it decided about since it came into the policy
 * @param bytes     their lengths on the wire
 */
public record RuleCount(String extension, String port, String rule, String text, long frames, long bytes) {
}
