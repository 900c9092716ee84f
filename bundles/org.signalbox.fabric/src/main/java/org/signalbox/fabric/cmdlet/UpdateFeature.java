package org.signalbox.fabric.cmdlet;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.Operation;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.feature.Features;

/** What both versions have stays untouched; what only the old one has goes. */
@Component(service = Command.class)
public final class UpdateFeature implements Operation<InstallFeature.Parameters> {
    private final Features features;

    @Activate
    public UpdateFeature(@Reference Features features) {
        this.features = features;
    }

    @Override
    public CommandName name() {
        return new CommandName("Update", "Feature");
    }

    @Override
    public String summary() {
        return "Puts another version in the place of an installed feature, whole or not at all.";
    }

    @Override
    public Class<InstallFeature.Parameters> parameters() {
        return InstallFeature.Parameters.class;
    }

    @Override
    public List<GetFeature.Row> execute(InstallFeature.Parameters given) throws RefusedException {
        return List.of(GetFeature.row(features.update(given.request())));
    }

    @Override
    public String whatIf(InstallFeature.Parameters given) throws RefusedException {
        return features.describe(given.request(), true);
    }
}
