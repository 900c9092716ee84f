package org.signalbox.vswitch;

import java.util.List;

import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.schema.Discriminator;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Pattern;
import org.signalbox.schema.Range;

/**
 * A mirror to a remote analyser: what enters and leaves at its sources is sent there too. For an analyser at a port of
 * the same switch, see {@link PortMirroring}.
 *
 * @param name    unique on its switch
 * @param sources ports, by name
 */
public record MirrorSpec(
        @Doc("Name of the mirror, unique on its switch.") @Pattern(value = Names.REGEX, means = Names.MEANS)
        String name,
        @Doc("Ports whose frames, both ways, are mirrored.") List<String> sources,
        @Doc("Where the analyser is.") Analyser to) {
    public MirrorSpec {
        sources = List.copyOf(sources);
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("found a mirror without sources, expected one port or more");
        }
    }

    /** How mirrored frames reach an analyser that is not at a port of the switch. */
    @Discriminator("mode")
    public sealed interface Analyser {
        /** How this is written in one line of a table, such as {@code RSPAN VLAN 300}. */
        default String text() {
            return switch (this) {
                case Rspan to -> "RSPAN VLAN " + to.vlan();
                case Erspan to -> "ERSPAN " + to.destination() + " session " + to.session() + " at " + to.port();
            };
        }

        /**
         * In a VLAN of their own, out of every port that carries it; nothing is learned there. Source: Cisco, remote
         * SPAN.
         */
        @Doc("RSPAN: in a VLAN of their own.")
        record Rspan(@Doc("The VLAN that carries mirrored frames and nothing else.") @Range(min = 1, max = 4094)
                int vlan) implements Analyser {
        }

        /**
         * As the payload of IP packets that leave untagged at a port. Source: draft-foschiano-erspan-03, type II;
         * RFC 2784 and 2890 (GRE with a sequence number).
         *
         * @param port           where the packets leave
         * @param sourceMac      their Ethernet source
         * @param destinationMac the analyser's, or that of the router to it
         * @param source         their IPv4 source
         * @param destination    the analyser's IPv4 address
         * @param session        identifies the mirror to the analyser
         */
        @Doc("ERSPAN type II: in GRE over IPv4.")
        record Erspan(
                @Doc("Port where the packets leave.") @Pattern(value = Names.REGEX, means = Names.MEANS) String port,
                @Doc("Ethernet source of the packets.") @Pattern(value = PortSpec.MAC, means = PortSpec.MAC_MEANS)
                MacAddress sourceMac,
                @Doc("Ethernet destination: the analyser's, or of the router to it.")
                @Pattern(value = PortSpec.MAC, means = PortSpec.MAC_MEANS) MacAddress destinationMac,
                @Doc("IPv4 source of the packets.") IpAddress source,
                @Doc("IPv4 address of the analyser.") IpAddress destination,
                @Doc("Number that identifies the mirror to the analyser.") @Range(min = 0, max = 1023) int session)
                implements Analyser {
            public Erspan {
                if (source.version() != 4 || destination.version() != 4) {
                    throw new IllegalArgumentException("found " + (source.version() == 4 ? destination : source)
                            + " as an end of ERSPAN, expected IPv4 addresses");
                }
            }
        }
    }
}
