package org.signalbox.vswitch;

import org.signalbox.frame.MacAddress;

/**
 * A learned address.
 *
 * @param vlan       VLAN identifier, 0 for the domain of the untagged ports
 * @param ageNanos   time since a frame from this address was last forwarded
 */
public record ForwardingEntry(int vlan, MacAddress mac, String port, long ageNanos) {
}
