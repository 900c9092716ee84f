package org.signalbox.fabric.cmdlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;
import org.signalbox.schema.Schema;

/** Source: Microsoft, {@code Add-VMNetworkAdapterExtendedAcl}. */
public final class AddVMNetworkAdapterExtendedAcl implements Change<AddVMNetworkAdapterExtendedAcl.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the adapter.") String vmNetworkAdapterName,
            @Doc("allow or deny.") ExtendedAclEntries.Action action,
            @Doc("inbound or outbound, as the machine sees it.") ExtendedAclEntries.Direction direction,
            @Doc("IP prefix on the machine's side, or ANY.") Optional<String> localIPAddress,
            @Doc("IP prefix on the other side, or ANY.") Optional<String> remoteIPAddress,
            @Doc("TCP or UDP port on the machine's side, a range such as 49152-65535, or ANY.")
            Optional<String> localPort,
            @Doc("TCP or UDP port on the other side, a range, or ANY.") Optional<String> remotePort,
            @Doc("TCP, UDP, ICMP (ICMPv6 in IPv6), the number of an IP protocol, or ANY.") Optional<String> protocol,
            @Doc("The highest that matches decides; each direction has a weight once.")
            @Range(min = 0, max = 65_535) int weight,
            @Doc("Its return packets are allowed, too.") @Default("false") boolean stateful,
            @Doc("Seconds after its last packet that a flow is forgotten; 255 unless it is said.")
            @Range(min = 1, max = 65_535) Optional<Integer> idleSessionTimeout,
            @Doc("Name of the switch; needed where two switches have an adapter of that name.")
            Optional<String> switchName) {
    }

    @Override
    public CommandName name() {
        return new CommandName("Add", "VMNetworkAdapterExtendedAcl");
    }

    @Override
    public String summary() {
        return "Adds an entry to the extended port ACL of a network adapter.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        final Ports.PlacedPort placed = Ports.find(before, given.switchName(), given.vmNetworkAdapterName());
        if (given.stateful() && given.action() == ExtendedAclEntries.Action.DENY) {
            throw new RefusedException("found -Stateful with -Action deny, expected it with allow");
        }
        final List<Map<?, ?>> entries = new ArrayList<>();
        for (FilteringKeys.Placed each : FilteringKeys.entries(placed.port(), FilteringKeys.EXTENDED_ACL)) {
            if (ExtendedAclEntries.is(each, given.direction(), given.weight())) {
                throw new RefusedException("found an " + Schema.word(given.direction()) + " entry of weight "
                        + given.weight() + " at adapter '" + placed.port().name() + "' already, expected another weight");
            }
            entries.add(each.entry());
        }
        entries.add(ExtendedAclEntries.of(given));
        return Ports.replace(before, placed,
                Optional.of(FilteringKeys.with(placed.port(), FilteringKeys.EXTENDED_ACL, entries)));
    }
}
