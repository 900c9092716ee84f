package org.signalbox.extension.filtering;

import java.util.Locale;
import java.util.Optional;

import org.signalbox.frame.IpAddress;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;

/**
 * One entry of an extended access list. Among those of a direction the one with the highest weight that matches a packet
 * decides about it. Source: Microsoft, {@code Add-VMNetworkAdapterExtendedAcl} and
 * {@code Msvm_EthernetSwitchPortExtendedAclSettingData}, which has the defaults.
 *
 * @param idleTimeout seconds after its last packet that a flow of a stateful entry is forgotten
 */
public record ExtendedAclEntry(
        @Doc("What becomes of packets that match: allow or deny.") Action action,
        @Doc("inbound: to the machine; outbound: from it.") Direction direction,
        @Doc("IP protocol: any, tcp, udp, icmp (ICMPv6 in IPv6), or its number.") @Default("any")
        AclProtocol protocol,
        @Doc("The machine's own addresses: any, or an IP prefix.") @Default("any") AclAddress localAddress,
        @Doc("The other end's addresses: any, or an IP prefix.") @Default("any") AclAddress remoteAddress,
        @Doc("The machine's own TCP or UDP ports: any, a port, or a range such as 49152-65535.") @Default("any")
        AclPorts localPort,
        @Doc("The other end's TCP or UDP ports: any, a port, or a range.") @Default("any") AclPorts remotePort,
        @Doc("The highest that matches decides; a direction has each weight once.") @Range(min = 0, max = 65_535)
        int weight,
        @Doc("Whether the return packets of what it allows are allowed, too.") @Default("false") boolean stateful,
        @Doc("Seconds after its last packet that a flow of a stateful entry is forgotten.")
        @Range(min = 1, max = 65_535) @Default("255") int idleTimeout) {

    /** What becomes of packets that an entry matches. */
    public enum Action {
        ALLOW,
        DENY
    }

    /** Which packets an entry looks at. */
    public enum Direction {
        /** Towards the machine. */
        INBOUND,
        /** From the machine. */
        OUTBOUND
    }

    /** @throws IllegalArgumentException for what no packet could match, and for a stateful deny */
    public ExtendedAclEntry {
        if (stateful && action == Action.DENY) {
            throw new IllegalArgumentException("found a stateful entry that denies, expected it to allow");
        }
        if (!(localPort.isAny() && remotePort.isAny()) && !protocol.hasPorts()) {
            throw new IllegalArgumentException("found ports of protocol " + protocol + ", expected tcp, udp or any");
        }
        final Optional<Integer> other = localAddress.prefix().map(prefix -> prefix.address().version())
                .filter(version -> !remoteAddress.isOf(version));
        if (other.isPresent()) {
            throw new IllegalArgumentException("found IPv" + other.get() + " addresses on one side only, "
                    + "expected both of one version");
        }
    }

    /** Whether it is for packets towards the machine. */
    boolean isInbound() {
        return direction == Direction.INBOUND;
    }

    /** Whether it can match packets of an IP version, 4 or 6. */
    boolean isOf(final int version) {
        return localAddress.isOf(version) && remoteAddress.isOf(version);
    }

    /** Whether it matches packets between two ends; ports are {@link AclPorts#NONE} where there are none. */
    boolean matches(final int ipProtocol, final IpAddress local, final IpAddress remote, final int portHere,
            final int portThere) {
        return localAddress.contains(local) && remoteAddress.contains(remote) && localPort.contains(portHere)
                && remotePort.contains(portThere) && ipProtocol >= protocol.least(local.version())
                && ipProtocol <= protocol.greatest(local.version());
    }

    /** The entry in words: {@code allow outbound tcp remote 10.0.0.0/8 port 443 weight 100 stateful}. */
    String text() {
        return action.name().toLowerCase(Locale.ROOT) + ' ' + direction.name().toLowerCase(Locale.ROOT) + ' ' + protocol
                + side("local", localAddress, localPort) + side("remote", remoteAddress, remotePort)
                + " weight " + weight + (stateful ? " stateful" : "");
    }

    private static String side(final String name, final AclAddress address, final AclPorts ports) {
        return address.isAny() && ports.isAny() ? ""
                : " " + name + (address.isAny() ? "" : " " + address) + (ports.isAny() ? "" : " port " + ports);
    }
}
