package org.signalbox.fabric.cmdlet;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;

/** Source: Microsoft, {@code Add-VMNetworkAdapterAcl}. */
public final class AddVMNetworkAdapterAcl implements Change<AclEntries.Parameters> {

    @Override
    public CommandName name() {
        return new CommandName("Add", "VMNetworkAdapterAcl");
    }

    @Override
    public String summary() {
        return "Adds entries to the port ACL of a network adapter.";
    }

    @Override
    public Class<AclEntries.Parameters> parameters() {
        return AclEntries.Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, AclEntries.Parameters given) throws RefusedException {
        final Ports.PlacedPort placed = Ports.find(before, given.switchName(), given.vmNetworkAdapterName());
        final List<Map<?, ?>> entries = AclEntries.changeable(placed.port());
        for (Map<String, Object> entry : AclEntries.of(given)) {
            if (entries.stream().noneMatch(each -> AclEntries.isSame(each, entry))) {
                entries.add(entry);
            }
        }
        return Ports.replace(before, placed, Optional.of(AclEntries.with(placed.port(), entries)));
    }
}
