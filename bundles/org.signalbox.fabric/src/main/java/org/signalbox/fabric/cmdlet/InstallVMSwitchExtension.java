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
import org.signalbox.fabric.extension.Extensions;
import org.signalbox.fabric.repository.ExtensionRepositories;
import org.signalbox.schema.Doc;

/** Source: Microsoft, "Installing a Hyper-V extensible switch extension". */
@Component(service = Command.class)
public final class InstallVMSwitchExtension implements Operation<InstallVMSwitchExtension.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("File of the bundle.") Optional<String> path,
            @Doc("Instead of a path: id of an extension in the repository, which brings along what it needs.")
            Optional<String> id,
            @Doc("The version with that id, or a range such as [1.0,2); without it, the newest that runs here.")
            Optional<String> version,
            @Doc("Where the id is looked up: a folder with an index.xml, or its URL.") Optional<String> repository) {
    }

    /** What was installed, id and version, and what came along because it needs it. */
    public record Row(String extension, String with) {
    }

    private final Extensions extensions;
    private final ExtensionRepositories repositories;

    @Activate
    public InstallVMSwitchExtension(@Reference Extensions extensions, @Reference ExtensionRepositories repositories) {
        this.extensions = extensions;
        this.repositories = repositories;
    }

    @Override
    public CommandName name() {
        return new CommandName("Install", "VMSwitchExtension");
    }

    @Override
    public String summary() {
        return "Installs an extension from a bundle file or a repository; it is then bound to every switch and "
                + "disabled.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Row> execute(Parameters given) throws RefusedException {
        final List<String> installed = refuseHalves(given).path().isPresent()
                ? List.of(extensions.install(FilePath.of(given.path().get()))) : repositories.install(request(given));
        return List.of(new Row(installed.getFirst(), with(installed)));
    }

    @Override
    public String whatIf(Parameters given) throws RefusedException {
        final List<String> planned = refuseHalves(given).path().isPresent()
                ? List.of(extensions.describe(FilePath.of(given.path().get()))) : repositories.describe(request(given));
        return "would install " + planned.getFirst() + (planned.size() == 1 ? "" : " with " + with(planned));
    }

    private static String with(List<String> installed) {
        return String.join(", ", installed.subList(1, installed.size()));
    }

    private static ExtensionRepositories.Request request(Parameters given) {
        return new ExtensionRepositories.Request(given.id().orElseThrow(), given.version(),
                given.repository().orElseThrow());
    }

    private static Parameters refuseHalves(Parameters given) throws RefusedException {
        final boolean file = given.path().isPresent() && given.id().isEmpty() && given.version().isEmpty()
                && given.repository().isEmpty();
        if (!file && (given.path().isPresent() || given.id().isEmpty() || given.repository().isEmpty())) {
            throw new RefusedException("found " + (given.path().isPresent()
                    ? "-Path with an id, a version or a repository"
                    : given.id().isPresent() ? "-Id without -Repository"
                    : given.repository().isPresent() ? "-Repository without -Id" : "neither -Path nor -Id")
                    + ", expected the file of a bundle, or -Id and -Repository");
        }
        return given;
    }
}
