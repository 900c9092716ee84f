package org.signalbox.extension.tracing.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.osgi.service.component.annotations.Component;
import org.signalbox.command.Change;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.Doc;

/** The opposite of {@link AddVMSwitchFlowCollector}; the extension stays enabled. */
@Component(service = Command.class)
public final class RemoveVMSwitchFlowCollector implements Change<RemoveVMSwitchFlowCollector.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the switch.") String vmSwitchName,
            @Doc("IP address and UDP port of the collector.") CollectorAddress address,
            @Doc("Its protocol, where both are told at this address.") Optional<ExportProtocol> protocol) {
    }

    @Override
    public CommandName name() {
        return new CommandName("Remove", "VMSwitchFlowCollector");
    }

    @Override
    public String summary() {
        return "Exports nothing to a collector any more.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(final FabricDocument before, final Parameters given) throws RefusedException {
        return FlowCollectors.change(before, given.vmSwitchName(), collectors -> {
            final List<Collector> others = new ArrayList<>(collectors);
            if (!others.removeIf(each -> each.address().equals(given.address())
                    && given.protocol().map(each.protocol()::equals).orElse(true))) {
                throw new RefusedException("found no collector " + given.address() + " of switch '"
                        + given.vmSwitchName() + "', expected one that Get-VMSwitchFlowExport lists");
            }
            return others;
        }, UnaryOperator.identity());
    }
}
