package org.signalbox.fabric.cmdlet;

import java.util.Map;
import java.util.Optional;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.frame.MacAddress;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.Vlan;

/** A port with its NIC. Source: Microsoft, {@code Add-VMNetworkAdapter}. */
public final class AddVMNetworkAdapter implements Change<AddVMNetworkAdapter.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the switch.") String switchName,
            @Doc("Name of the new adapter, unique on its switch.") String name,
            @Doc("Its address, such as 02:00:00:00:00:01.") Optional<MacAddress> staticMacAddress,
            @Doc("On: it may send from other addresses than its own.") @Default("Off") OnOff macAddressSpoofing,
            @Doc("What it is attached to: one kind with its settings.") Map<String, Object> attachment) {
    }

    @Override
    public CommandName name() {
        return new CommandName("Add", "VMNetworkAdapter");
    }

    @Override
    public String summary() {
        return "Adds a network adapter to a switch.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        return Ports.add(before, Switches.find(before, given.switchName()),
                new PortSpec(given.name(), given.staticMacAddress(), Vlan.UNTAGGED,
                        given.macAddressSpoofing() == OnOff.ON, given.attachment(), Map.of()));
    }
}
