package org.signalbox.fabric.cmdlet;

import java.util.List;
import java.util.Optional;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.MirrorSpec;

/** Source: Cisco, {@code no monitor session}; see {@link Mirrors}. */
public final class RemoveVMSwitchMirror implements Change<RemoveVMSwitchMirror.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the mirror.") String name,
            @Doc("Name of the switch; needed where two switches have a mirror of that name.")
            Optional<String> switchName) {
    }

    @Override
    public CommandName name() {
        return new CommandName("Remove", "VMSwitchMirror");
    }

    @Override
    public String summary() {
        return "Removes a mirror to a remote analyser.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        final Mirrors.PlacedMirror placed = Mirrors.find(before, given.switchName(), given.name());
        final List<MirrorSpec> others = placed.on().spec().mirrors().stream()
                .filter(mirror -> !mirror.equals(placed.mirror())).toList();
        return Switches.replace(before, placed.on(), Optional.of(placed.on().spec().withMirrors(others)));
    }
}
