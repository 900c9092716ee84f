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
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.repository.ExtensionRepositories;
import org.signalbox.query.Wildcard;
import org.signalbox.schema.Doc;

/** What could be installed; named after {@code Find-Module}, which looks into repositories, too. */
@Component(service = Command.class)
public final class FindVMSwitchExtension implements Query<FindVMSwitchExtension.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("A folder with an index.xml, or its URL.") String repository,
            @Doc("Id of the extensions, with * and ?; without it, all.") Optional<String> id) {
    }

    /** An extension of a repository; needs are those that nothing here meets. */
    public record Row(String id, String version, String description, String needs) {
    }

    private final ExtensionRepositories repositories;

    @Activate
    public FindVMSwitchExtension(@Reference ExtensionRepositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public CommandName name() {
        return new CommandName("Find", "VMSwitchExtension");
    }

    @Override
    public String summary() {
        return "Lists the extensions of a repository, and what they need that is not here.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Row> query(FabricDocument document, Parameters given) throws RefusedException {
        return repositories.list(given.repository()).stream()
                .filter(each -> Wildcard.matches(given.id(), each.id())).map(each -> new Row(each.id(), each.version(),
                        each.description(), String.join(", ", each.needs()))).toList();
    }
}
