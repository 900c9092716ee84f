package org.signalbox.fabric.cmdlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;
import org.signalbox.schema.Schema;

/** An entry is named by its weight and direction. Source: Microsoft, {@code Remove-VMNetworkAdapterExtendedAcl}. */
public final class RemoveVMNetworkAdapterExtendedAcl implements Change<RemoveVMNetworkAdapterExtendedAcl.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the adapter.") String vmNetworkAdapterName,
            @Doc("Weight of the entry.") @Range(min = 0, max = 65_535) int weight,
            @Doc("inbound or outbound.") ExtendedAclEntries.Direction direction,
            @Doc("Name of the switch; needed where two switches have an adapter of that name.")
            Optional<String> switchName) {
    }

    @Override
    public CommandName name() {
        return new CommandName("Remove", "VMNetworkAdapterExtendedAcl");
    }

    @Override
    public String summary() {
        return "Removes an entry from the extended port ACL of a network adapter.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        final Ports.PlacedPort placed = Ports.find(before, given.switchName(), given.vmNetworkAdapterName());
        final List<Map<?, ?>> left = new ArrayList<>();
        boolean found = false;
        for (FilteringKeys.Placed each : FilteringKeys.entries(placed.port(), FilteringKeys.EXTENDED_ACL)) {
            if (ExtendedAclEntries.is(each, given.direction(), given.weight())) {
                found = true;
            } else {
                left.add(each.entry());
            }
        }
        if (!found) {
            throw new RefusedException("found no " + Schema.word(given.direction()) + " entry of weight "
                    + given.weight() + " at adapter '" + placed.port().name()
                    + "', expected one that Get-VMNetworkAdapterExtendedAcl lists");
        }
        return Ports.replace(before, placed,
                Optional.of(FilteringKeys.with(placed.port(), FilteringKeys.EXTENDED_ACL, left)));
    }
}
