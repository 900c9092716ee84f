package org.signalbox.fabric.cmdlet;

import java.util.Map;
import java.util.Optional;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.frame.MacAddress;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.PortSpec;

/** What is not given stays as it is. Source: Microsoft, {@code Set-VMNetworkAdapter}. */
public final class SetVMNetworkAdapter implements Change<SetVMNetworkAdapter.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the adapter.") String name,
            @Doc("Name of the switch; needed where two switches have an adapter of that name.")
            Optional<String> switchName,
            @Doc("Its address, such as 02:00:00:00:00:01.") Optional<MacAddress> staticMacAddress,
            @Doc("On: it may send from other addresses than its own.") Optional<OnOff> macAddressSpoofing,
            @Doc("What it is attached to: one kind with its settings.") Optional<Map<String, Object>> attachment) {
    }

    @Override
    public CommandName name() {
        return new CommandName("Set", "VMNetworkAdapter");
    }

    @Override
    public String summary() {
        return "Changes a network adapter.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        final Ports.PlacedPort placed = Ports.find(before, given.switchName(), given.name());
        PortSpec port = placed.port();
        if (given.staticMacAddress().isPresent()) {
            port = port.withMac(given.staticMacAddress());
        }
        if (given.macAddressSpoofing().isPresent()) {
            port = port.withAllowMacSpoofing(given.macAddressSpoofing().get() == OnOff.ON);
        }
        if (given.attachment().isPresent()) {
            port = port.withAttachment(given.attachment().get());
        }
        return Ports.replace(before, placed, Optional.of(port));
    }
}
