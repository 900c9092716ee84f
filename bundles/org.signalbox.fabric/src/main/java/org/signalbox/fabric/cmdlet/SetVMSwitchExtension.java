package org.signalbox.fabric.cmdlet;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;
import org.signalbox.vswitch.ExtensionBinding;
import org.signalbox.vswitch.FailPolicy;

/**
 * What is not given stays as it is. Windows has no such command: there, whoever wrote an extension decides what its
 * failure means for the switch.
 */
public final class SetVMSwitchExtension implements Change<SetVMSwitchExtension.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the switch.") String vmSwitchName,
            @Doc("Id of the extension, the symbolic name of its bundle.") String name,
            @Doc("open: frames go on without it when it fails; closed: they are dropped; quarantine: as open, until it "
                    + "is enabled again.") Optional<FailPolicy> onFailure,
            @Doc("Milliseconds that it may take for a batch of up to 64 frames.")
            @Range(min = 1, max = ExtensionBinding.MAX_DEADLINE) Optional<Integer> deadline,
            @Doc("Nanoseconds that it may take for a frame; it fails when half of the frames of half a minute take "
                    + "longer. 0: any.")
            @Range(min = 0, max = ExtensionBinding.MAX_BUDGET) Optional<Integer> budget,
            @Doc("Bytes that it may allocate for a frame; it fails when half of the frames of half a minute take more. "
                    + "0: any.")
            @Range(min = 0, max = Integer.MAX_VALUE) Optional<Integer> allocation) {
    }

    @Override
    public CommandName name() {
        return new CommandName("Set", "VMSwitchExtension");
    }

    @Override
    public String summary() {
        return "Says what a switch does when an extension fails, and how much one may take.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        final PlacedSwitch placed = Switches.find(before, given.vmSwitchName());
        final Map<String, ExtensionBinding> bindings = new LinkedHashMap<>(placed.spec().bindings());
        final ExtensionBinding now = placed.spec().binding(given.name());
        final ExtensionBinding next = new ExtensionBinding(given.onFailure().or(now::onFailure),
                given.deadline().orElse(now.deadline()), given.budget().orElse(now.budget()),
                given.allocation().orElse(now.allocation()));
        if (next.equals(now)) {
            return before;
        }
        bindings.put(given.name(), next);
        return Switches.replace(before, placed, Optional.of(placed.spec().withBindings(bindings)));
    }
}
