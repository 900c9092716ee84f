package org.example.meter;

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

/** The cmdlet that reads the meters. */
@Component(service = Command.class)
public final class GetMeterReading implements Query<GetMeterReading.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the port; without it, all.") Optional<String> portName,
            @Doc("Name of the switch; without it, all.") Optional<String> switchName) {
    }

    private final MeterExtension meter;

    /** @param meter whose readings these are */
    @Activate
    public GetMeterReading(@Reference final MeterExtension meter) {
        this.meter = meter;
    }

    @Override
    public CommandName name() {
        return new CommandName("Get", "MeterReading");
    }

    @Override
    public String summary() {
        return "Lists what was counted by port and prefix.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Reading> query(final FabricDocument document, final Parameters given) {
        return meter.readings().stream()
                .filter(each -> given.portName().map(each.portName()::equals).orElse(true))
                .filter(each -> given.switchName().map(each.switchName()::equals).orElse(true))
                .toList();
    }
}
