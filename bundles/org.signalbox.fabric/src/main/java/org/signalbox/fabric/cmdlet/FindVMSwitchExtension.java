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
import org.signalbox.fabric.extension.Extensions;
import org.signalbox.fabric.extension.FileOffer;
import org.signalbox.fabric.repository.ExtensionRepositories;
import org.signalbox.query.Wildcard;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Schema;

/** What could be installed; named after {@code Find-Module}, which looks into repositories, too. */
@Component(service = Command.class)
public final class FindVMSwitchExtension implements Query<FindVMSwitchExtension.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("A folder with an index.xml, or its URL.") Optional<String> repository,
            @Doc("Id of the extensions, with * and ?; without it, all.") Optional<String> id,
            @Doc("Instead of a repository: file of a bundle.") Optional<String> path) {
    }

    /**
     * What could be installed. Of a repository, needs are those that nothing here meets; of a file, the type is what
     * its classes implement, and the signature says whether it must not run.
     */
    public record Row(String id, String version, String description, String needs, String extensionType,
            String signature) {
    }

    private final Extensions extensions;
    private final ExtensionRepositories repositories;

    @Activate
    public FindVMSwitchExtension(@Reference Extensions extensions, @Reference ExtensionRepositories repositories) {
        this.extensions = extensions;
        this.repositories = repositories;
    }

    @Override
    public CommandName name() {
        return new CommandName("Find", "VMSwitchExtension");
    }

    @Override
    public String summary() {
        return "Lists the extensions of a repository, and what they need that is not here; or says what a file would "
                + "bring, who signed it and whether it may run.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Row> query(FabricDocument document, Parameters given) throws RefusedException {
        if (given.path().isPresent() == given.repository().isPresent()) {
            throw new RefusedException("found " + (given.path().isPresent() ? "both -Repository and -Path"
                    : "neither -Repository nor -Path") + ", expected one of them");
        }
        final List<Row> rows = given.path().isPresent()
                ? List.of(row(extensions.inspect(FilePath.of(given.path().get()))))
                : repositories.list(given.repository().get()).stream().map(FindVMSwitchExtension::row).toList();
        return rows.stream().filter(each -> Wildcard.matches(given.id(), each.id())).toList();
    }

    private static Row row(ExtensionRepositories.Offer each) {
        return new Row(each.id(), each.version(), each.description(), String.join(", ", each.needs()), "", "");
    }

    private static Row row(FileOffer each) {
        return new Row(each.id(), each.version(), each.description(), "",
                each.kind().map(Schema::word).orElse(""),
                each.signature() + (each.mayRun() ? "" : ", must not run"));
    }
}
