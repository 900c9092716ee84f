package org.example.protocolfilter;

import java.util.Optional;

import org.signalbox.frame.EtherType;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;

/**
 * One kind of frames that may not pass.
 *
 * @param etherType  of what follows the addresses and tags
 * @param ipProtocol of IP packets of that type; empty: all of them
 * @param note       what drops say of it; may be empty
 */
public record Denied(
        @Doc("EtherType as a number, such as 2054 for ARP.") @Range(min = EtherType.MINIMUM, max = 65_535)
        int etherType,
        @Doc("IP protocol, such as 1 for ICMP; without it, all frames of the type.") @Range(min = 0, max = 255)
        Optional<Integer> ipProtocol,
        @Doc("What drops say of it.") @Default("") String note) {
    /** @throws IllegalArgumentException for an IP protocol of what is not IP */
    public Denied {
        if (ipProtocol.isPresent() && etherType != EtherType.IPV4 && etherType != EtherType.IPV6) {
            throw new IllegalArgumentException("found an ipProtocol with etherType " + etherType
                    + ", expected one with " + EtherType.IPV4 + " (IPv4) or " + EtherType.IPV6 + " (IPv6)");
        }
    }

    /** What drops say. */
    String reason() {
        return note.isEmpty() ? String.format("EtherType 0x%04x", etherType)
                + ipProtocol.map(protocol -> ", IP protocol " + protocol).orElse("") : note;
    }
}
