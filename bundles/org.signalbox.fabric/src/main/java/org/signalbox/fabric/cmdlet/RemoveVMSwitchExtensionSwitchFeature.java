package org.signalbox.fabric.cmdlet;

import java.util.Optional;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.schema.Doc;

/**
 * Takes a policy away whether its extension is installed or not. Source: Microsoft,
 * {@code Remove-VMSwitchExtensionSwitchFeature}.
 */
public final class RemoveVMSwitchExtensionSwitchFeature
        implements Change<RemoveVMSwitchExtensionSwitchFeature.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the switch.") String vmSwitchName,
            @Doc("Id of the extension that defines the policy.") String extensionName) {
    }

    @Override
    public CommandName name() {
        return new CommandName("Remove", "VMSwitchExtensionSwitchFeature");
    }

    @Override
    public String summary() {
        return "Takes a policy that an extension defines away from a switch.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        final PlacedSwitch placed = Switches.find(before, given.vmSwitchName());
        return Switches.replace(before, placed, Optional.of(placed.spec().withPolicies(Policies.removed(
                placed.spec().policies(), given.extensionName(), "switch '" + placed.liveName() + "'"))));
    }
}
