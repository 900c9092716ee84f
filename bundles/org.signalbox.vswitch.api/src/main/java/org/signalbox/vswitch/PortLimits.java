package org.signalbox.vswitch;

import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;

/**
 * How much a port may cause; 0 is no limit. Source: Microsoft, {@code Set-VMNetworkAdapter -StormLimit} and
 * {@code -DynamicIPAddressLimit}; Cisco, {@code mac address-table limit}.
 *
 * @param storm     broadcast, multicast and unknown unicast frames that the port may send in a second; seconds begin at
 *                  whole seconds of the switch's clock
 * @param dynamicIp IP addresses that the port may send from, counted as they appear; further ones are dropped
 * @param learned   addresses that are learned at the port at a time; frames from further ones pass unlearned
 */
public record PortLimits(
        @Doc("Broadcast, multicast and unknown unicast frames per second that the port may send; 0: any number.")
        @Range(min = 0, max = Integer.MAX_VALUE) @Default("0") int storm,
        @Doc("IP addresses that the port may send from, counted as they appear; 0: any number.")
        @Range(min = 0, max = MAX_ADDRESSES) @Default("0") int dynamicIp,
        @Doc("MAC addresses that are learned at the port at a time; 0: any number.")
        @Range(min = 0, max = Integer.MAX_VALUE) @Default("0") int learned) {
    /** The largest limit of IP addresses. */
    public static final int MAX_ADDRESSES = 1_024;
    /** No limits. */
    public static final PortLimits NONE = new PortLimits(0, 0, 0);
}
