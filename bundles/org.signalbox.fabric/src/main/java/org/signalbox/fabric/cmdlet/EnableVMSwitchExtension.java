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

/** Source: Microsoft, {@code Enable-VMSwitchExtension}. */
public final class EnableVMSwitchExtension implements Change<EnableVMSwitchExtension.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the switch.") String vmSwitchName,
            @Doc("Id of the extension, the symbolic name of its bundle.") String name) {
    }

    @Override
    public CommandName name() {
        return new CommandName("Enable", "VMSwitchExtension");
    }

    @Override
    public String summary() {
        return "Enables an extension on a switch, on top of those enabled there.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        final PlacedSwitch placed = Switches.find(before, given.vmSwitchName());
        final SwitchSpec spec = placed.spec();
        if (spec.extensions().contains(given.name())) {
            return before;
        }
        final List<String> enabled = new ArrayList<>(spec.extensions());
        enabled.addFirst(given.name());
        return Switches.replace(before, placed,
                Optional.of(spec.withExtensions(enabled)));
    }
}
