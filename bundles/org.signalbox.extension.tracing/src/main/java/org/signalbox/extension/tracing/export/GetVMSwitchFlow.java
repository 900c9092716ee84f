package org.signalbox.extension.tracing.export;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Query;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;

/** Source: Cisco Flexible NetFlow, {@code show flow monitor cache sort highest counter bytes top}. */
@Component(service = Command.class)
public final class GetVMSwitchFlow implements Query<GetVMSwitchFlow.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the switch; without it, all.") Optional<String> switchName,
            @Doc("Name of the port where flows enter; without it, all.") Optional<String> portName,
            @Doc("How many, those with the most bytes first.") @Range(min = 1, max = 10_000) @Default("20") int first) {
    }

    private final FlowExport export;

    /** @param export whose flows these are */
    @Activate
    public GetVMSwitchFlow(@Reference final FlowExport export) {
        this.export = export;
    }

    @Override
    public CommandName name() {
        return new CommandName("Get", "VMSwitchFlow");
    }

    @Override
    public String summary() {
        return "Lists the flows with the most bytes that are counted now, of switches with an IPFIX collector.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<FlowRow> query(final FabricDocument document, final Parameters given) throws RefusedException {
        try {
            final FlowExport.Flows now = export.flows(given.switchName());
            if (!now.silent().isEmpty()) {
                throw new RefusedException("found no answer of switch " + String.join(", ", now.silent()) + " within "
                        + FlowMeter.PATIENCE_MILLIS + " ms, expected one between two batches: ask again, or with "
                        + "-SwitchName for the flows of another");
            }
            return now.rows().stream()
                    .filter(each -> given.portName().map(each.portName()::equals).orElse(true))
                    .sorted(Comparator.comparingLong(FlowRow::bytes).reversed()).limit(given.first()).toList();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException("the question was interrupted before the switches had answered", e);
        }
    }
}
