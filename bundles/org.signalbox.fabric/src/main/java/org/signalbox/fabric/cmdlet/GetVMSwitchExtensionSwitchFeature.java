package org.signalbox.fabric.cmdlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Query;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.VirtualSwitches;

/** Source: Microsoft, {@code Get-VMSwitchExtensionSwitchFeature}. */
public final class GetVMSwitchExtensionSwitchFeature implements Query<GetVMSwitchExtensionSwitchFeature.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the switches, with * and ?; without it, all.") Optional<String> vmSwitchName,
            @Doc("Id of the extensions, with * and ?; without it, all.") Optional<String> extensionName) {
    }

    /** A policy; active says whether the extension obeys it now, schemaVersion which one it is written for. */
    public record Row(String vmSwitchName, String extensionName, Optional<Integer> schemaVersion, boolean active,
            Map<String, Object> settings) {
    }

    private final VirtualSwitches switches;

    public GetVMSwitchExtensionSwitchFeature(VirtualSwitches switches) {
        this.switches = switches;
    }

    @Override
    public CommandName name() {
        return new CommandName("Get", "VMSwitchExtensionSwitchFeature");
    }

    @Override
    public String summary() {
        return "Lists the policies that extensions define for switches.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Row> query(FabricDocument document, Parameters given) {
        final List<Row> rows = new ArrayList<>();
        for (PlacedSwitch on : Switches.like(document, given.vmSwitchName())) {
            PolicyEntry.of(on.spec().policies(), given.extensionName(), PolicyEntry.running(switches, on),
                    switches::switchPolicy).forEach(each -> rows.add(new Row(on.liveName(), each.extension(),
                            each.version(), each.active(), each.settings())));
        }
        return rows;
    }
}
