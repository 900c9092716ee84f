package org.example.macswap;

import org.signalbox.frame.MacAddress;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;

/**
 * The policy of a port: as if a loopback plug with this address stood behind it.
 *
 * @param address one station's, not a group's
 * @param vlan    in which it answers; 0 is the domain of the untagged ports
 */
public record Loopback(
        @Doc("Address whose frames come back, such as 02:00:00:00:00:fe.") MacAddress address,
        @Doc("VLAN in which it answers, which the port has to be in.") @Range(min = 0, max = 4_094) @Default("0") int vlan) {
    /** @throws IllegalArgumentException for a group's address */
    public Loopback {
        if (MacAddress.isMulticast(address.value())) {
            throw new IllegalArgumentException("found the group address " + address
                    + ", expected the address of one station");
        }
    }
}
