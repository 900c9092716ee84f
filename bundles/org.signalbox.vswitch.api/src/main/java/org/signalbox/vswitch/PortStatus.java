package org.signalbox.vswitch;

import java.util.List;

/**
 * A port at one moment.
 *
 * @param spec       what was asked for
 * @param link       whether frames pass
 * @param reason     why not, or what it is attached to, in one clause; never null
 * @param received   frames that entered the switch here
 * @param delivered  frames that left the switch here
 * @param drops      frames dropped here, by reason
 */
public record PortStatus(PortSpec spec, LinkState link, String reason, Traffic received, Traffic delivered,
        List<DropCount> drops) {
}
