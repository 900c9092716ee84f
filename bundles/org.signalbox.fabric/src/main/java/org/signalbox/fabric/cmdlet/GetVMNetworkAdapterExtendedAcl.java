package org.signalbox.fabric.cmdlet;

import java.util.ArrayList;
import java.util.List;
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

/** Source: Microsoft, {@code Get-VMNetworkAdapterExtendedAcl}; there, counters are not shown. */
public final class GetVMNetworkAdapterExtendedAcl implements Query<GetVMNetworkAdapterExtendedAcl.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the adapters, with * and ?; without it, all.") Optional<String> vmNetworkAdapterName,
            @Doc("Name of their switch, with * and ?; without it, all.") Optional<String> switchName) {
    }

    /**
     * An entry.
     *
     * @param idleSessionTimeout empty of one that is not stateful
     * @param frames             that it decided about since it is there and the extension runs
     * @param bytes              their lengths
     */
    public record Row(String vmNetworkAdapterName, String switchName, String action, String direction, String protocol,
            String localIPAddress, String remoteIPAddress, String localPort, String remotePort, long weight,
            boolean stateful, @Unit("s") Optional<Long> idleSessionTimeout, @Unit("frames") long frames,
            @Unit("bytes") long bytes) {
    }

    private static final long DEFAULT_TIMEOUT = 255;

    private final VirtualSwitches switches;

    public GetVMNetworkAdapterExtendedAcl(VirtualSwitches switches) {
        this.switches = switches;
    }

    @Override
    public CommandName name() {
        return new CommandName("Get", "VMNetworkAdapterExtendedAcl");
    }

    @Override
    public String summary() {
        return "Lists the extended port ACL entries of network adapters, and how often each decided.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Row> query(FabricDocument document, Parameters given) throws RefusedException {
        final List<Row> rows = new ArrayList<>();
        FilteringKeys.visit(document, given.switchName(), given.vmNetworkAdapterName(), switches, (on, port, counts) -> {
            for (FilteringKeys.Placed each : FilteringKeys.entries(port, FilteringKeys.EXTENDED_ACL)) {
                rows.add(row(port, on, each, counts));
            }
        });
        return rows;
    }

    private static Row row(PortSpec port, String switchName, FilteringKeys.Placed entry, List<RuleCount> counts) {
        final String direction = entry.text("direction", "");
        final boolean stateful = entry.text("stateful", "").equals("true");
        final Optional<RuleCount> count = FilteringKeys.count(counts, port, FilteringKeys.EXTENDED_ACL, entry,
                direction);
        return new Row(port.name(), switchName, entry.text("action", ""), direction, any(entry, "protocol"),
                any(entry, "localAddress"), any(entry, "remoteAddress"), any(entry, "localPort"),
                any(entry, "remotePort"), entry.number("weight", 0), stateful,
                stateful ? Optional.of(entry.number("idleTimeout", DEFAULT_TIMEOUT)) : Optional.empty(),
                count.map(RuleCount::frames).orElse(0L), count.map(RuleCount::bytes).orElse(0L));
    }

    private static String any(FilteringKeys.Placed entry, String key) {
        return entry.text(key, ExtendedAclEntries.ANY);
    }
}
