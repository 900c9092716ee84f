package org.signalbox.fabric.cmdlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.StaticAddress;

/** An entry that is there already stays as it is. Source: see {@link StaticEntries}. */
public final class AddVMSwitchForwardingEntry implements Change<StaticEntries.Parameters> {
    @Override
    public CommandName name() {
        return new CommandName("Add", "VMSwitchForwardingEntry");
    }

    @Override
    public String summary() {
        return "Adds a static address to the forwarding table: it neither ages nor moves.";
    }

    @Override
    public Class<StaticEntries.Parameters> parameters() {
        return StaticEntries.Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, StaticEntries.Parameters given) throws RefusedException {
        final Ports.PlacedPort placed = Ports.find(before, given.switchName(), given.vmNetworkAdapterName());
        if (!StaticEntries.same(placed.port(), given.address()).isEmpty()) {
            return before;
        }
        final List<StaticAddress> addresses = new ArrayList<>(placed.port().staticAddresses());
        addresses.add(given.address());
        return Ports.replace(before, placed, Optional.of(placed.port().withStaticAddresses(addresses)));
    }
}
