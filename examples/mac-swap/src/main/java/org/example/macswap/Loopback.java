package org.example.macswap;

import org.signalbox.frame.MacAddress;
import org.signalbox.schema.Doc;

/**
 * The policy of a port: as if a loopback plug with this address stood behind it.
 *
 * @param address one station's, not a group's
 */
public record Loopback(@Doc("Address whose frames come back, such as 02:00:00:00:00:fe.") MacAddress address) {
    /** @throws IllegalArgumentException for a group's address */
    public Loopback {
        if (MacAddress.isMulticast(address.value())) {
            throw new IllegalArgumentException("found the group address " + address
                    + ", expected the address of one station");
        }
    }
}
