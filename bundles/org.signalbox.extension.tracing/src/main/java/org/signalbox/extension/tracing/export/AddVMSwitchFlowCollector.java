package org.signalbox.extension.tracing.export;

import java.util.ArrayList;
import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.Change;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.VirtualSwitches;

/**
 * Source: Cisco Flexible NetFlow, {@code flow exporter} with its {@code destination}; Open vSwitch, {@code ipfix} and
 * {@code sflow} of a bridge with their {@code targets}.
 */
@Component(service = Command.class)
public final class AddVMSwitchFlowCollector implements Change<AddVMSwitchFlowCollector.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the switch.") String vmSwitchName,
            @Doc("ipfix: flows; sflow: sampled frames and counters of ports.") ExportProtocol protocol,
            @Doc("IP address and UDP port of the collector, such as 10.0.0.9:4739.") CollectorAddress address) {
    }

    private final VirtualSwitches switches;

    /** @param switches that know where in a stack an extension belongs */
    @Activate
    public AddVMSwitchFlowCollector(@Reference final VirtualSwitches switches) {
        this.switches = switches;
    }

    @Override
    public CommandName name() {
        return new CommandName("Add", "VMSwitchFlowCollector");
    }

    @Override
    public String summary() {
        return "Exports what flows through a switch to a collector, and enables the extension that does it.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(final FabricDocument before, final Parameters given) throws RefusedException {
        return FlowCollectors.change(before, given.vmSwitchName(), collectors -> {
            final List<Collector> more = new ArrayList<>(collectors);
            more.add(new Collector(given.protocol(), given.address()));
            return more;
        }, enabled -> enabled.contains(FlowCollectors.EXTENSION) ? enabled
                : switches.withExtension(enabled, FlowCollectors.EXTENSION));
    }
}
