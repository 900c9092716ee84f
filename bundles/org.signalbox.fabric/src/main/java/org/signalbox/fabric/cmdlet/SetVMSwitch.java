package org.signalbox.fabric.cmdlet;

import java.util.Optional;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;

/** Source: Microsoft, {@code Set-VMSwitch}. */
public final class SetVMSwitch implements Change<SetVMSwitch.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the switch.") String name,
            @Doc("private, internal or external.") SwitchType switchType) {
    }

    @Override
    public CommandName name() {
        return new CommandName("Set", "VMSwitch");
    }

    @Override
    public String summary() {
        return "Changes the type of a switch.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        final PlacedSwitch placed = Switches.find(before, given.name());
        final SwitchSpec spec = placed.spec();
        return Switches.replace(before, placed,
                Optional.of(spec.withType(given.switchType())));
    }
}
