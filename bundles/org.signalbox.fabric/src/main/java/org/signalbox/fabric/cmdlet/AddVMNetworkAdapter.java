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
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.Vlan;

/**
 * A port with its NIC. Source: Microsoft, {@code Add-VMNetworkAdapter}; {@code -MachineName} is {@code -VMName} there,
 * which here would be another word for {@code -Name}.
 */
public final class AddVMNetworkAdapter implements Change<AddVMNetworkAdapter.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the switch.") String switchName,
            @Doc("Name of the new adapter, unique on its switch.") String name,
            @Doc("Its address, such as 02:00:00:00:00:01.") Optional<MacAddress> staticMacAddress,
            @Doc("On: it may send from other addresses than its own.") @Default("Off") OnOff macAddressSpoofing,
            @Doc("What it is attached to: one kind with its settings.") Map<String, Object> attachment,
            @Doc("Name of the machine that it belongs to.") Optional<String> machineName,
            @Doc("It is a NIC of the host: without -Attachment, a TAP device of its name, which is made.")
            @Default("false") boolean managementOS) {
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
        final PortSpec port = new PortSpec(given.name(), given.staticMacAddress(), Vlan.UNTAGGED,
                given.macAddressSpoofing() == OnOff.ON, given.attachment(), Map.of()).withMachine(given.machineName());
        return Ports.add(before, Switches.find(before, given.switchName()),
                given.managementOS() ? ofHost(port) : port);
    }

    private static PortSpec ofHost(PortSpec port) {
        final PortSpec host = port.withType(PortType.HOST);
        return port.attachment().isEmpty() ? host.withAttachment(
                Map.of("tap", Map.of("interface", port.name(), "create", true))) : host;
    }
}
