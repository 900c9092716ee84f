package org.signalbox.extension.tracing.live;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.Operation;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.Doc;

/** Ends a capture. */
@Component(service = Command.class)
public final class StopVMSwitchCapture implements Operation<StopVMSwitchCapture.Parameters> {
    /** Of this command. */
    public record Parameters(@Doc("Name of the capture.") String name) {
    }

    private final Captures captures;

    @Activate
    public StopVMSwitchCapture(@Reference Captures captures) {
        this.captures = captures;
    }

    @Override
    public CommandName name() {
        return new CommandName("Stop", "VMSwitchCapture");
    }

    @Override
    public String summary() {
        return "Ends a capture and completes its file.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<GetVMSwitchCapture.Row> execute(Parameters given) throws RefusedException {
        final Capture capture = captures.running(given.name());
        capture.stop();
        return List.of(capture.row());
    }

    @Override
    public String whatIf(Parameters given) throws RefusedException {
        return "Would end the capture " + captures.running(given.name()).name() + ".";
    }
}
