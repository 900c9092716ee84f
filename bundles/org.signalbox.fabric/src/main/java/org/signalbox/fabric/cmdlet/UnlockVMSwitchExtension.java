package org.signalbox.fabric.cmdlet;

import java.util.Optional;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.schema.Doc;

/** The reverse of {@code Lock-VMSwitchExtension}. */
public final class UnlockVMSwitchExtension implements Change<UnlockVMSwitchExtension.Parameters> {
    /** Of this command. */
    public record Parameters(@Doc("Name of the switch.") String vmSwitchName) {
    }

    @Override
    public CommandName name() {
        return new CommandName("Unlock", "VMSwitchExtension");
    }

    @Override
    public String summary() {
        return "Forgets what the extensions of a switch were locked as.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        final PlacedSwitch on = Switches.find(before, given.vmSwitchName());
        return Switches.replace(before, on, Optional.of(on.spec().withOrderLock(Optional.empty())));
    }
}
