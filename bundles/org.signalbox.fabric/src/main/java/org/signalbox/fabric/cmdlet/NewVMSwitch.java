package org.signalbox.fabric.cmdlet;

import java.util.List;
import java.util.Optional;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;

/**
 * Source: Microsoft, {@code New-VMSwitch}. Unlike there, an external switch has no NIC of the host until one is added,
 * and several uplinks are no team: each is a port of its own.
 */
public final class NewVMSwitch implements Change<NewVMSwitch.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the new switch; HOST/NAME where hosts are named.") String name,
            @Doc("private, internal or external; without it private, with -NetAdapterName external.")
            Optional<SwitchType> switchType,
            @Doc("Interfaces of the host that are its uplinks, such as eth0.") List<String> netAdapterName) {
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
        final SwitchType type = given.switchType()
                .orElse(given.netAdapterName().isEmpty() ? SwitchType.PRIVATE : SwitchType.EXTERNAL);
        Uplinks.refuse(given.netAdapterName(), type);
        return Switches.add(before, given.name(), empty -> new SwitchSpec(empty.name(), type, List.of(),
                Uplinks.among(List.of(), given.netAdapterName())));
    }
}
