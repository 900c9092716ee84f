package org.signalbox.extension.tracing.live;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Query;
import org.signalbox.command.Unit;
import org.signalbox.schema.Doc;

/** Captures, as Cisco's {@code show monitor capture} and Windows' {@code pktmon status} list them. */
@Component(service = Command.class)
public final class GetVMSwitchCapture implements Query<GetVMSwitchCapture.Parameters> {
    /** Of this command. */
    public record Parameters(@Doc("Name of the capture; without it, all.") Optional<String> name) {
    }

    /**
     * A capture; reason says why it is over, lost counts frames that were selected and not kept.
     *
     * @param path  of the file that is written, or was last; {@code -} for a program that asked for it
     * @param files that are there
     */
    public record Row(String name, String vmSwitchName, Capture.State state, String reason, String path, int files,
            long frames, @Unit("bytes") long size, long lost, String filter, Instant started) {
    }

    private final Captures captures;

    @Activate
    public GetVMSwitchCapture(@Reference Captures captures) {
        this.captures = captures;
    }

    @Override
    public CommandName name() {
        return new CommandName("Get", "VMSwitchCapture");
    }

    @Override
    public String summary() {
        return "Lists captures, those that run and the last that have ended, with what was lost.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Row> query(FabricDocument document, Parameters given) {
        return captures.list().stream().filter(each -> given.name().map(each.name()::equals).orElse(true))
                .map(Capture::row).toList();
    }
}
