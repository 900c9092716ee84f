package org.signalbox.fabric.cmdlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.StaticAddress;

/** What was learned goes by itself. Source: see {@link StaticEntries}. */
public final class RemoveVMSwitchForwardingEntry implements Change<StaticEntries.Parameters> {
    @Override
    public CommandName name() {
        return new CommandName("Remove", "VMSwitchForwardingEntry");
    }

    @Override
    public String summary() {
        return "Removes a static address from the forwarding table.";
    }

    @Override
    public Class<StaticEntries.Parameters> parameters() {
        return StaticEntries.Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, StaticEntries.Parameters given) throws RefusedException {
        final Ports.PlacedPort placed = Ports.find(before, given.switchName(), given.vmNetworkAdapterName());
        final List<StaticAddress> addresses = new ArrayList<>(placed.port().staticAddresses());
        if (!addresses.removeAll(StaticEntries.same(placed.port(), given.address()))) {
            throw new RefusedException("found no static address " + given.macAddress() + " in VLAN "
                    + StaticEntries.vlan(placed.port(), given.address()) + " at adapter '" + placed.port().name()
                    + "', expected one that Get-VMSwitchForwardingEntry lists");
        }
        return Ports.replace(before, placed, Optional.of(placed.port().withStaticAddresses(addresses)));
    }
}
