package org.signalbox.extension.tracing.packet;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.Change;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.extension.tracing.SwitchNames;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.VirtualSwitches;

/**
 * Makes what a what-if supposed come true. Source of the name: Microsoft, approved verbs: {@code Edit} modifies
 * existing data by adding or removing content.
 */
@Component(service = Command.class)
public final class EditVMSwitch implements Change<EditVMSwitch.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the switch.") String name,
            @Doc("Values of the switch's document, such as ports.vm1.allowMacSpoofing=true.") @Default("[]")
            List<String> set,
            @Doc("What is taken out of the switch's document, such as ports.vm1.limits.storm.") @Default("[]")
            List<String> remove,
            @Doc("Extensions that are taken out of the switch's stack; their policies stay.") @Default("[]")
            List<String> withoutExtension) {
    }

    private final VirtualSwitches switches;

    @Activate
    public EditVMSwitch(@Reference VirtualSwitches switches) {
        this.switches = switches;
    }

    @Override
    public CommandName name() {
        return new CommandName("Edit", "VMSwitch");
    }

    @Override
    public String summary() {
        return "Changes single values of a switch and its ports, written as Trace-Packet takes them for what if.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        return SwitchNames.change(before, given.name(), spec -> {
            final SpecEditor editor = new SpecEditor(spec,
                    switches.extensions().stream().map(ExtensionStatus::id).toList());
            return editor.apply(editor.read(given.set(), given.remove(), given.withoutExtension()));
        });
    }
}
