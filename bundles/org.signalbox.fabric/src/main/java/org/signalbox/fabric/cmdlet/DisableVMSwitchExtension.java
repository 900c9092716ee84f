package org.signalbox.fabric.cmdlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.SwitchSpec;

/** Source: Microsoft, {@code Disable-VMSwitchExtension}. */
public final class DisableVMSwitchExtension implements Change<DisableVMSwitchExtension.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the switch.") String vmSwitchName,
            @Doc("Id of the extension, the symbolic name of its bundle.") String name) {
    }

    @Override
    public CommandName name() {
        return new CommandName("Disable", "VMSwitchExtension");
    }

    @Override
    public String summary() {
        return "Disables an extension on a switch.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        final PlacedSwitch placed = Switches.find(before, given.vmSwitchName());
        final SwitchSpec spec = placed.spec();
        final List<String> enabled = new ArrayList<>(spec.extensions());
        Switches.refuseDisabled(placed, given.name());
        enabled.remove(given.name());
        return Switches.replace(before, placed,
                Optional.of(spec.withExtensions(enabled)));
    }
}
