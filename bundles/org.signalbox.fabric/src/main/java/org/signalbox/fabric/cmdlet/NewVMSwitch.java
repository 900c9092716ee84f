package org.signalbox.fabric.cmdlet;

import java.util.List;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;

/** Source: Microsoft, {@code New-VMSwitch}. */
public final class NewVMSwitch implements Change<NewVMSwitch.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the new switch; HOST/NAME where hosts are named.") String name,
            @Doc("private, internal or external.") @Default("private") SwitchType switchType) {
    }

    @Override
    public CommandName name() {
        return new CommandName("New", "VMSwitch");
    }

    @Override
    public String summary() {
        return "Creates a switch.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        return Switches.add(before, given.name(),
                empty -> new SwitchSpec(empty.name(), given.switchType(), List.of(), List.of()));
    }
}
