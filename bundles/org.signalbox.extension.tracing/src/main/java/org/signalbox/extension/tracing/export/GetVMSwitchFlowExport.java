package org.signalbox.extension.tracing.export;

import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Query;
import org.signalbox.schema.Doc;

/** Source: Cisco Flexible NetFlow, {@code show flow exporter statistics}. */
@Component(service = Command.class)
public final class GetVMSwitchFlowExport implements Query<GetVMSwitchFlowExport.Parameters> {
    /** Of this command. */
    public record Parameters(@Doc("Name of the switch; without it, all.") Optional<String> switchName) {
    }

    private final FlowExport export;

    /** @param export whose figures these are */
    @Activate
    public GetVMSwitchFlowExport(@Reference final FlowExport export) {
        this.export = export;
    }

    @Override
    public CommandName name() {
        return new CommandName("Get", "VMSwitchFlowExport");
    }

    @Override
    public String summary() {
        return "Lists the collectors of switches and what each was told.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<CollectorStatus> query(final FabricDocument document, final Parameters given) {
        return export.collectors().stream()
                .filter(each -> given.switchName().map(each.switchName()::equals).orElse(true)).toList();
    }
}
