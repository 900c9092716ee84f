package org.signalbox.fabric.cmdlet;

import java.util.List;

import org.signalbox.command.CommandName;
import org.signalbox.command.Operation;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.extension.Extensions;
import org.signalbox.schema.Doc;

/** The reverse of {@code Install-VMSwitchExtension}. */
public final class UninstallVMSwitchExtension implements Operation<UninstallVMSwitchExtension.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Id of the extension, the symbolic name of its bundle.") String name) {
    }

    private final Extensions extensions;

    public UninstallVMSwitchExtension(Extensions extensions) {
        this.extensions = extensions;
    }

    @Override
    public CommandName name() {
        return new CommandName("Uninstall", "VMSwitchExtension");
    }

    @Override
    public String summary() {
        return "Uninstalls an extension; switches that enable it go on without it and keep its policies.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Record> execute(Parameters given) throws RefusedException {
        extensions.uninstall(given.name());
        return List.of();
    }

    @Override
    public String whatIf(Parameters given) throws RefusedException {
        extensions.refuseAbsent(given.name());
        return "would uninstall " + given.name();
    }
}
