package org.signalbox.fabric.cmdlet;

import java.util.Optional;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.Doc;

/** Source: Microsoft, {@code Remove-VMSwitch}. */
public final class RemoveVMSwitch implements Change<RemoveVMSwitch.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the switch.") String name) {
    }

    @Override
    public CommandName name() {
        return new CommandName("Remove", "VMSwitch");
    }

    @Override
    public String summary() {
        return "Removes a switch with its network adapters.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        return Switches.replace(before, Switches.find(before, given.name()), Optional.empty());
    }
}
