package org.signalbox.fabric.cmdlet;

import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.Operation;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.feature.Features;
import org.signalbox.schema.Doc;

/** Source: OSGi Compendium 8.1, 159 "Feature Service", 160 "Feature Launcher Service". */
@Component(service = Command.class)
public final class InstallFeature implements Operation<InstallFeature.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Feature file, or a folder that holds one.") Optional<String> path,
            @Doc("Instead of a path: group:artifact:version of a feature file in the repository.") Optional<String> id,
            @Doc("Where bundles are found that do not stand beside the feature file: a folder or a URL, laid out as "
                    + "Maven does.") Optional<String> repository) {
        Features.Request request() {
            return new Features.Request(path, id, repository);
        }
    }

    private final Features features;

    @Activate
    public InstallFeature(@Reference Features features) {
        this.features = features;
    }

    @Override
    public CommandName name() {
        return new CommandName("Install", "Feature");
    }

    @Override
    public String summary() {
        return "Installs the bundles of a feature and their configuration, all of them or none.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<GetFeature.Row> execute(Parameters given) throws RefusedException {
        return List.of(GetFeature.row(features.install(given.request())));
    }

    @Override
    public String whatIf(Parameters given) throws RefusedException {
        return features.describe(given.request(), false);
    }
}
