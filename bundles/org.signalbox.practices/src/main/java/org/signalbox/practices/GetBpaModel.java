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

/** Source: Microsoft, {@code Get-BpaModel}. Here, each practice is a model of its own. */
@Component(service = Command.class)
public final class GetBpaModel implements Query<BpaModel.Parameters> {
    private final Analyser analyser;

    @Activate
    public GetBpaModel(@Reference Analyser analyser) {
        this.analyser = analyser;
    }

    @Override
    public CommandName name() {
        return new CommandName("Get", "BpaModel");
    }

    @Override
    public String summary() {
        return "Lists the best practices that the fabric is held to, and what each found.";
    }

    @Override
    public Class<BpaModel.Parameters> parameters() {
        return BpaModel.Parameters.class;
    }

    @Override
    public List<BpaModel> query(FabricDocument document, BpaModel.Parameters given) throws RefusedException {
        return BpaModel.of(Scans.known(analyser, document), given);
    }
}
