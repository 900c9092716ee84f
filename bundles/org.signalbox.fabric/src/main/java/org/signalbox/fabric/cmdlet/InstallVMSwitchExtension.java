package org.signalbox.fabric.cmdlet;

import java.util.List;

import org.signalbox.command.CommandName;
import org.signalbox.command.Operation;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.extension.Extensions;
import org.signalbox.schema.Doc;

/** Source: Microsoft, "Installing a Hyper-V extensible switch extension". */
public final class InstallVMSwitchExtension implements Operation<InstallVMSwitchExtension.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("File of the bundle.") String path) {
    }

    /** What was installed: id and version. */
    public record Row(String extension) {
    }

    private final Extensions extensions;

    public InstallVMSwitchExtension(Extensions extensions) {
        this.extensions = extensions;
    }

    @Override
    public CommandName name() {
        return new CommandName("Install", "VMSwitchExtension");
    }

    @Override
    public String summary() {
        return "Installs an extension from a bundle file; it is then bound to every switch and disabled.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Row> execute(Parameters given) throws RefusedException {
        return List.of(new Row(extensions.install(FilePath.of(given.path()))));
    }

    @Override
    public String whatIf(Parameters given) throws RefusedException {
        return "would install " + extensions.describe(FilePath.of(given.path()));
    }
}
