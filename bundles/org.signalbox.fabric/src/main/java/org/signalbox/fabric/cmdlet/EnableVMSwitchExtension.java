package org.signalbox.fabric.cmdlet;

import java.util.Optional;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.VirtualSwitches;

/** Source: Microsoft, {@code Enable-VMSwitchExtension}. */
public final class EnableVMSwitchExtension implements Change<EnableVMSwitchExtension.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the switch.") String vmSwitchName,
            @Doc("Id of the extension, the symbolic name of its bundle.") String name) {
    }

    private final VirtualSwitches switches;

    public EnableVMSwitchExtension(VirtualSwitches switches) {
        this.switches = switches;
    }

    @Override
    public CommandName name() {
        return new CommandName("Enable", "VMSwitchExtension");
    }

    @Override
    public String summary() {
        return "Enables an extension on a switch, on top of those of its type, unless extensions declare another "
                + "place.";
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
        return Switches.replace(before, placed,
                Optional.of(spec.withExtensions(switches.withExtension(spec.extensions(), given.name()))));
    }
}
