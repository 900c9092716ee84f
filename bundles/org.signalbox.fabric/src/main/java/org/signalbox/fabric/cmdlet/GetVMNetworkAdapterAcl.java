package org.signalbox.fabric.cmdlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Query;
import org.signalbox.command.RefusedException;
import org.signalbox.command.Unit;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.RuleCount;
import org.signalbox.vswitch.VirtualSwitches;

/** Source: Microsoft, {@code Get-VMNetworkAdapterAcl}. */
public final class GetVMNetworkAdapterAcl implements Query<GetVMNetworkAdapterAcl.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the adapters, with * and ?; without it, all.") Optional<String> vmNetworkAdapterName,
            @Doc("Name of their switch, with * and ?; without it, all.") Optional<String> switchName) {
    }

    /**
     * An entry; local and remote are a MAC address, an IP prefix, or empty.
     *
     * @param frames that it decided about, or metered, since it is there and the extension runs
     * @param bytes  their lengths
     */
    public record Row(String vmNetworkAdapterName, String switchName, String action, String direction, String local,
            String remote, @Unit("frames") long frames, @Unit("bytes") long bytes) {
    }

    private final VirtualSwitches switches;

    public GetVMNetworkAdapterAcl(VirtualSwitches switches) {
        this.switches = switches;
    }

    @Override
    public CommandName name() {
        return new CommandName("Get", "VMNetworkAdapterAcl");
    }

    @Override
    public String summary() {
        return "Lists the port ACL entries of network adapters, and how often each decided.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Row> query(FabricDocument document, Parameters given) throws RefusedException {
        final List<Row> rows = new ArrayList<>();
        FilteringKeys.visit(document, given.switchName(), given.vmNetworkAdapterName(), switches, (on, port, counts) -> {
            for (AclEntries.OneWay each : AclEntries.of(port)) {
                rows.add(row(port, on, each, counts));
            }
        });
        return rows;
    }

    private static Row row(PortSpec port, String switchName, AclEntries.OneWay each, List<RuleCount> counts) {
        final String direction = text(each.entry(), "direction");
        final Optional<RuleCount> count = FilteringKeys.count(counts, port, FilteringKeys.ACL, each.placed(),
                direction);
        return new Row(port.name(), switchName, text(each.entry(), "action"), direction, text(each.entry(), "local"),
                text(each.entry(), "remote"), count.map(RuleCount::frames).orElse(0L),
                count.map(RuleCount::bytes).orElse(0L));
    }

    private static String text(Map<?, ?> entry, String key) {
        return entry.get(key) == null ? "" : entry.get(key).toString();
    }
}
