package org.signalbox.fabric.cmdlet;

import java.util.List;
import java.util.Optional;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.LockedExtension;

/** What is enabled and in which order; bundles are {@code Repair-VMSwitchExtensionLock}'s. */
public final class RestoreVMSwitchExtensionLock implements Change<RestoreVMSwitchExtensionLock.Parameters> {
    /** Of this command. */
    public record Parameters(@Doc("Name of the switch.") String vmSwitchName) {
    }

    @Override
    public CommandName name() {
        return new CommandName("Restore", "VMSwitchExtensionLock");
    }

    @Override
    public String summary() {
        return "Enables the extensions of a locked switch in the order in which they were locked, and no others.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        final PlacedSwitch on = Switches.find(before, given.vmSwitchName());
        Switches.refuseUnlocked(on);
        final List<String> locked =
                on.spec().orderLock().orElseThrow().extensions().stream().map(LockedExtension::id).toList();
        return Switches.replace(before, on, Optional.of(on.spec().withExtensions(locked)));
    }
}
