package org.signalbox.fabric.cmdlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Query;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.PortSpec;

/** Source: Microsoft, {@code Get-VMNetworkAdapterAcl}. */
public final class GetVMNetworkAdapterAcl implements Query<GetVMNetworkAdapterAcl.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the adapters, with * and ?; without it, all.") Optional<String> vmNetworkAdapterName,
            @Doc("Name of their switch, with * and ?; without it, all.") Optional<String> switchName) {
    }

    /** An entry; local and remote are a MAC address, an IP prefix, or empty. */
    public record Row(String vmNetworkAdapterName, String switchName, String action, String direction, String local,
            String remote) {
    }

    @Override
    public CommandName name() {
        return new CommandName("Get", "VMNetworkAdapterAcl");
    }

    @Override
    public String summary() {
        return "Lists the port ACL entries of network adapters.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Row> query(FabricDocument document, Parameters given) throws RefusedException {
        final List<Row> rows = new ArrayList<>();
        for (PlacedSwitch on : Switches.like(document, given.switchName())) {
            for (PortSpec port : on.spec().ports()) {
                if (Wildcard.matches(given.vmNetworkAdapterName(), port.name())) {
                    for (Map<?, ?> entry : AclEntries.of(port)) {
                        rows.add(new Row(port.name(), on.liveName(), text(entry, "action"), text(entry, "direction"),
                                text(entry, "local"), text(entry, "remote")));
                    }
                }
            }
        }
        return rows;
    }

    private static String text(Map<?, ?> entry, String key) {
        return entry.get(key) == null ? "" : entry.get(key).toString();
    }
}
