package org.signalbox.fabric.cmdlet;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.Operation;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.fabric.lock.OrderRepair;
import org.signalbox.fabric.lock.OrderWatch;
import org.signalbox.schema.Doc;

/** Bundles are exchanged for all switches: an extension has one bundle. */
@Component(service = Command.class)
public final class RepairVMSwitchExtensionLock implements Operation<RepairVMSwitchExtensionLock.Parameters> {
    /** Of this command. */
    public record Parameters(@Doc("Name of the switch.") String vmSwitchName) {
    }

    /** What was put back: id and version. */
    public record Row(String extension) {
    }

    private final OrderRepair repair;
    private final OrderWatch watch;

    @Activate
    public RepairVMSwitchExtensionLock(@Reference OrderRepair repair, @Reference OrderWatch watch) {
        this.repair = repair;
        this.watch = watch;
    }

    @Override
    public CommandName name() {
        return new CommandName("Repair", "VMSwitchExtensionLock");
    }

    @Override
    public String summary() {
        return "Puts the locked bundles of a switch's extensions back where others or none are installed.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Row> execute(Parameters given) throws RefusedException {
        return repair.repair(find(given)).stream().map(Row::new).toList();
    }

    @Override
    public String whatIf(Parameters given) throws RefusedException {
        final List<String> missing = repair.missing(find(given));
        return missing.isEmpty() ? "would change nothing" : "would put back " + String.join(", ", missing);
    }

    private PlacedSwitch find(Parameters given) throws RefusedException {
        final PlacedSwitch on = Switches.find(watch.document(), given.vmSwitchName());
        Switches.refuseUnlocked(on);
        return on;
    }
}
