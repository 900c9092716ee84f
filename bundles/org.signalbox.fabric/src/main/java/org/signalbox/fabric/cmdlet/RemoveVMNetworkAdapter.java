package org.signalbox.fabric.cmdlet;

import java.util.Optional;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.Doc;

/** Source: Microsoft, {@code Remove-VMNetworkAdapter}. */
public final class RemoveVMNetworkAdapter implements Change<RemoveVMNetworkAdapter.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the adapter.") String name,
            @Doc("Name of the switch; needed where two switches have an adapter of that name.")
            Optional<String> switchName) {
    }

    @Override
    public CommandName name() {
        return new CommandName("Remove", "VMNetworkAdapter");
    }

    @Override
    public String summary() {
        return "Removes a network adapter.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        return Ports.replace(before, Ports.find(before, given.switchName(), given.name()), Optional.empty());
    }
}
