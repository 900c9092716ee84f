package org.signalbox.practices;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Query;
import org.signalbox.command.RefusedException;

/** Source: Microsoft, {@code Invoke-BpaModel}. Changes nothing, so it is not journalled. */
@Component(service = Command.class)
public final class InvokeBpaModel implements Query<BpaModel.Parameters> {
    private final Analyser analyser;

    @Activate
    public InvokeBpaModel(@Reference Analyser analyser) {
        this.analyser = analyser;
    }

    @Override
    public CommandName name() {
        return new CommandName("Invoke", "BpaModel");
    }

    @Override
    public String summary() {
        return "Checks the best practices anew, and lists what each found.";
    }

    @Override
    public Class<BpaModel.Parameters> parameters() {
        return BpaModel.Parameters.class;
    }

    @Override
    public List<BpaModel> query(FabricDocument document, BpaModel.Parameters given) throws RefusedException {
        return BpaModel.of(Scans.fresh(analyser, document), given);
    }
}
