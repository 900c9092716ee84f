package org.signalbox.fabric.cmdlet;

import java.util.Optional;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.Doc;

/**
 * Takes a policy away whether its extension is installed or not. Source: Microsoft,
 * {@code Remove-VMSwitchExtensionPortFeature}.
 */
public final class RemoveVMSwitchExtensionPortFeature
        implements Change<RemoveVMSwitchExtensionPortFeature.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the adapter.") String vmNetworkAdapterName,
            @Doc("Id of the extension that defines the policy.") String extensionName,
            @Doc("Name of the switch; needed where two switches have an adapter of that name.")
            Optional<String> switchName) {
    }

    @Override
    public CommandName name() {
        return new CommandName("Remove", "VMSwitchExtensionPortFeature");
    }

    @Override
    public String summary() {
        return "Takes a policy that an extension defines away from a network adapter.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        final Ports.PlacedPort placed = Ports.find(before, given.switchName(), given.vmNetworkAdapterName());
        return Ports.replace(before, placed, Optional.of(placed.port().withPolicies(Policies.removed(
                placed.port().policies(), given.extensionName(), "adapter '" + placed.port().name() + "'"))));
    }
}
