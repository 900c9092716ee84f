package org.signalbox.fabric.cmdlet;

import java.util.List;
import java.util.Optional;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;
import org.signalbox.vswitch.ForwardingTableSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;

/**
 * What is not given stays as it is. Source: Microsoft, {@code Set-VMSwitch}; what Windows has not: Cisco,
 * {@code mac address-table aging-time} and {@code limit}; for {@code -WorkerCount} Open vSwitch,
 * {@code other_config:pmd-cpu-mask}, which spreads ports over threads too.
 */
public final class SetVMSwitch implements Change<SetVMSwitch.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the switch.") String name,
            @Doc("private, internal or external; with -NetAdapterName external.") Optional<SwitchType> switchType,
            @Doc("Interfaces of the host that are its uplinks from now on; those that are already stay as they are.")
            List<String> netAdapterName,
            @Doc("Seconds after which an address that did not send is forgotten.")
            @Range(min = 1, max = 1_000_000) Optional<Integer> forwardingTableAgeing,
            @Doc("Addresses that it knows at most, rounded up to a power of two.")
            @Range(min = 16, max = ForwardingTableSpec.MAX_ADDRESSES) Optional<Integer> forwardingTableLimit,
            @Doc("Threads that move its frames; its ports are spread over them.")
            @Range(min = 1, max = 64) Optional<Integer> workerCount,
            @Doc("Whether what stateless extensions decide about a flow is remembered: true or false.")
            Optional<Boolean> flowCache) {
    }

    @Override
    public CommandName name() {
        return new CommandName("Set", "VMSwitch");
    }

    @Override
    public String summary() {
        return "Changes a switch.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        final PlacedSwitch placed = Switches.find(before, given.name());
        final SwitchSpec spec = placed.spec();
        // the type that it has already comes through a pipe and asks for nothing
        final SwitchType type = given.switchType().filter(asked -> asked != spec.type())
                .orElse(given.netAdapterName().isEmpty() ? spec.type() : SwitchType.EXTERNAL);
        Uplinks.refuse(given.netAdapterName(), type);
        final ForwardingTableSpec table = new ForwardingTableSpec(
                given.forwardingTableAgeing().orElse(spec.forwardingTable().ageing()),
                given.forwardingTableLimit().orElse(spec.forwardingTable().limit()));
        return Switches.replace(before, placed, Optional.of(spec.withType(type).withForwardingTable(table)
                .withWorkers(given.workerCount().orElse(spec.workers()))
                .withFlowCache(given.flowCache().orElse(spec.flowCache()))
                .withPorts(given.netAdapterName().isEmpty() ? spec.ports()
                        : Uplinks.among(spec.ports(), given.netAdapterName()))));
    }
}
