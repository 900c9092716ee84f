package org.signalbox.fabric.cmdlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Query;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.query.Wildcard;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.VirtualSwitches;

/** Source: Microsoft, {@code Get-VMSwitchExtensionPortFeature}. */
public final class GetVMSwitchExtensionPortFeature implements Query<GetVMSwitchExtensionPortFeature.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the adapters, with * and ?; without it, all.") Optional<String> vmNetworkAdapterName,
            @Doc("Id of the extensions, with * and ?; without it, all.") Optional<String> extensionName,
            @Doc("Name of their switch, with * and ?; without it, all.") Optional<String> switchName) {
    }

    /** A policy; active says whether the extension obeys it now, schemaVersion which one it is written for. */
    public record Row(String vmNetworkAdapterName, String switchName, String extensionName,
            Optional<Integer> schemaVersion, boolean active, Map<String, Object> settings) {
    }

    private final VirtualSwitches switches;

    public GetVMSwitchExtensionPortFeature(VirtualSwitches switches) {
        this.switches = switches;
    }

    @Override
    public CommandName name() {
        return new CommandName("Get", "VMSwitchExtensionPortFeature");
    }

    @Override
    public String summary() {
        return "Lists the policies that extensions define for network adapters.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Row> query(FabricDocument document, Parameters given) {
        final List<Row> rows = new ArrayList<>();
        for (PlacedSwitch on : Switches.like(document, given.switchName())) {
            final List<String> running = PolicyEntry.running(switches, on);
            for (PortSpec port : on.spec().ports()) {
                if (Wildcard.matches(given.vmNetworkAdapterName(), port.name())) {
                    PolicyEntry.of(port.policies(), given.extensionName(), running, switches::portPolicy)
                            .forEach(each -> rows.add(new Row(port.name(), on.liveName(), each.extension(),
                                    each.version(), each.active(), each.settings())));
                }
            }
        }
        return rows;
    }
}
