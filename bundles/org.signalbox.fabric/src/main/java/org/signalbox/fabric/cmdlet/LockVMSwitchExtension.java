package org.signalbox.fabric.cmdlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.Change;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.fabric.lock.OrderWatch;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.LockedExtension;
import org.signalbox.vswitch.OrderLock;

/** Windows has no such command: there, nothing tells when the stack of a switch is another than the one approved. */
@Component(service = Command.class)
public final class LockVMSwitchExtension implements Change<LockVMSwitchExtension.Parameters> {
    /** Of this command. */
    public record Parameters(@Doc("Name of the switch.") String vmSwitchName) {
    }

    private final OrderWatch watch;

    @Activate
    public LockVMSwitchExtension(@Reference OrderWatch watch) {
        this.watch = watch;
    }

    @Override
    public CommandName name() {
        return new CommandName("Lock", "VMSwitchExtension");
    }

    @Override
    public String summary() {
        return "Records the enabled extensions of a switch, their versions, order and contents; what differs later is "
                + "warned of.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        final PlacedSwitch on = Switches.find(before, given.vmSwitchName());
        final List<LockedExtension> locked = new ArrayList<>();
        for (String id : on.spec().extensions()) {
            locked.add(watch.installed(id).filter(each -> !each.digest().isEmpty())
                    .orElseThrow(() -> new RefusedException("found that " + id + " on switch '" + on.liveName()
                            + "' is not running, expected every enabled extension to be there when they are locked")));
        }
        return Switches.replace(before, on,
                Optional.of(on.spec().withOrderLock(Optional.of(new OrderLock(locked)))));
    }
}
