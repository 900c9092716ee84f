package org.example.loadbalancer;

import java.util.HashSet;
import java.util.List;

import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;

/**
 * The policy of a switch: one service, and who offers it.
 *
 * @param mac      virtual address that clients send to, and that all backends have
 * @param address  virtual IPv4 address, for which clients ask by ARP
 * @param backends names of ports
 * @param flows    how many flows are remembered, of each worker of the switch
 */
public record Balancer(
        @Doc("Virtual MAC address, which all backends have.") MacAddress mac,
        @Doc("Virtual IPv4 address, which all backends have.") IpAddress address,
        @Doc("Names of the backends' ports.") List<String> backends,
        @Doc("Flows that are remembered.") @Range(min = 8, max = 32_768) @Default("8192") int flows) {
    private static final int MOST_BACKENDS = 64;

    /** @throws IllegalArgumentException for a group's address, IPv6, too many backends, or one that is there twice */
    public Balancer {
        backends = List.copyOf(backends);
        if (MacAddress.isMulticast(mac.value())) {
            throw new IllegalArgumentException("found the group address " + mac
                    + ", expected the address of one station");
        }
        if (address.version() != 4) {
            throw new IllegalArgumentException("found " + address + ", expected an IPv4 address");
        }
        if (backends.size() > MOST_BACKENDS || new HashSet<>(backends).size() < backends.size()) {
            throw new IllegalArgumentException("found the backends " + backends + ", expected at most "
                    + MOST_BACKENDS + ", each once");
        }
    }
}
