package org.signalbox.fabric.cmdlet;

import java.util.List;
import java.util.Optional;

import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Query;
import org.signalbox.command.Unit;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.FlowCacheStatus;
import org.signalbox.vswitch.VirtualSwitches;

/** What switches remember of flows. Source of the figures: Open vSwitch, {@code ovs-appctl dpif-netdev/pmd-stats-show}. */
public final class GetVMSwitchFlowCache implements Query<GetVMSwitchFlowCache.Parameters> {
    private static final FlowCacheStatus NOTHING = new FlowCacheStatus(0, 0, 0, 0, 0);

    /** Of this command. */
    public record Parameters(
            @Doc("Name of the switches, with * and ?; without it, all.") Optional<String> switchName) {
    }

    /** A switch. */
    public record Row(String switchName, boolean enabled, @Unit("flows") long flows, @Unit("flows") long capacity,
            @Unit("frames") long hits, @Unit("frames") long misses, long forgotten) {
    }

    private final VirtualSwitches switches;

    public GetVMSwitchFlowCache(VirtualSwitches switches) {
        this.switches = switches;
    }

    @Override
    public CommandName name() {
        return new CommandName("Get", "VMSwitchFlowCache");
    }

    @Override
    public String summary() {
        return "Tells how many flows switches remember, how often that helped, and how often they forgot all.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Row> query(FabricDocument document, Parameters given) {
        return Switches.like(document, given.switchName()).stream().map(this::row).toList();
    }

    private Row row(PlacedSwitch placed) {
        final FlowCacheStatus status = switches.flowCache(placed.liveName()).orElse(NOTHING);
        return new Row(placed.liveName(), placed.spec().flowCache(), status.flows(), status.capacity(), status.hits(),
                status.misses(), status.epoch());
    }
}
