package org.signalbox.fabric.cmdlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Query;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.fabric.lock.Drift;
import org.signalbox.fabric.lock.OrderWatch;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.LockedExtension;

/** What is locked comes first, in its order, then what is enabled beside it. */
@Component(service = Command.class)
public final class GetVMSwitchExtensionLock implements Query<GetVMSwitchExtensionLock.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the switches, with * and ?; without it, all that are locked.")
            Optional<String> vmSwitchName) {
    }

    /**
     * An extension of a locked switch; place is that in the lock, 0 outside it, drift how it differs now, empty if it
     * does not.
     */
    public record Row(String vmSwitchName, int place, String name, String lockedVersion, String version, String drift,
            String digest) {
    }

    private final OrderWatch watch;

    @Activate
    public GetVMSwitchExtensionLock(@Reference OrderWatch watch) {
        this.watch = watch;
    }

    @Override
    public CommandName name() {
        return new CommandName("Get", "VMSwitchExtensionLock");
    }

    @Override
    public String summary() {
        return "Compares the extensions of locked switches with what they were locked as.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Row> query(FabricDocument document, Parameters given) {
        final List<Row> rows = new ArrayList<>();
        for (PlacedSwitch on : Switches.like(document, given.vmSwitchName())) {
            watch.drift(on).forEach(each -> rows.add(row(on, each)));
        }
        return rows;
    }

    private static Row row(PlacedSwitch on, Drift each) {
        return new Row(on.liveName(), each.place(), each.id(),
                each.locked().map(LockedExtension::version).orElse(""),
                each.now().map(LockedExtension::version).orElse(""), each.words(),
                each.locked().map(LockedExtension::digest).orElse(""));
    }
}
