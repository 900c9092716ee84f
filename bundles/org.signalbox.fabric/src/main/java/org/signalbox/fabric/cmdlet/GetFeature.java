package org.signalbox.fabric.cmdlet;

import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Query;
import org.signalbox.fabric.feature.Features;
import org.signalbox.query.Wildcard;
import org.signalbox.schema.Doc;

/** The features that commands installed; what a product is made of is not among them. */
@Component(service = Command.class)
public final class GetFeature implements Query<GetFeature.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Group and artifact of the features, with * and ?; without it, all.") Optional<String> id) {
    }

    /** An installed feature; missing are those of its bundles that somebody uninstalled. */
    public record Row(String id, String version, String name, String bundles, String configurations, String missing) {
    }

    private final Features features;

    @Activate
    public GetFeature(@Reference Features features) {
        this.features = features;
    }

    @Override
    public CommandName name() {
        return new CommandName("Get", "Feature");
    }

    @Override
    public String summary() {
        return "Lists the features that were installed while the product runs.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Row> query(FabricDocument document, Parameters given) {
        return features.list().stream().filter(each -> Wildcard.matches(given.id(), each.id())).map(GetFeature::row)
                .toList();
    }

    static Row row(Features.Status feature) {
        return new Row(feature.id(), feature.version(), feature.name(), String.join(", ", feature.bundles()),
                String.join(", ", feature.configurations()), String.join(", ", feature.missing()));
    }
}
