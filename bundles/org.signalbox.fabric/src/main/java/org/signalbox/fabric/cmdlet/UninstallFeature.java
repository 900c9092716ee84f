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
import org.signalbox.schema.Doc;

/** The reverse of {@code Install-Feature}. */
@Component(service = Command.class)
public final class UninstallFeature implements Operation<UninstallFeature.Parameters> {
    /** Of this command. */
    public record Parameters(@Doc("Group and artifact of the feature, such as com.acme:meter.") String id) {
    }

    private final Features features;

    @Activate
    public UninstallFeature(@Reference Features features) {
        this.features = features;
    }

    @Override
    public CommandName name() {
        return new CommandName("Uninstall", "Feature");
    }

    @Override
    public String summary() {
        return "Uninstalls a feature: its configurations, and its bundles as far as no other feature has them.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Record> execute(Parameters given) throws RefusedException {
        features.uninstall(given.id());
        return List.of();
    }

    @Override
    public String whatIf(Parameters given) throws RefusedException {
        return features.describeUninstall(given.id());
    }
}
