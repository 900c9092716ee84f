package org.signalbox.fabric.cmdlet;

import java.util.List;
import java.util.Optional;

import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Query;
import org.signalbox.fabric.extension.Extensions;
import org.signalbox.query.Wildcard;
import org.signalbox.schema.Doc;

/** What became of {@link UpdateVMSwitchExtension}. */
public final class GetVMSwitchExtensionUpgrade implements Query<GetVMSwitchExtensionUpgrade.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Id of the extensions, with * and ?; without it, all.") Optional<String> name) {
    }

    private final Extensions extensions;

    public GetVMSwitchExtensionUpgrade(Extensions extensions) {
        this.extensions = extensions;
    }

    @Override
    public CommandName name() {
        return new CommandName("Get", "VMSwitchExtensionUpgrade");
    }

    @Override
    public String summary() {
        return "Lists upgrades of extensions, those under way and those that ended, newest first.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<UpgradeRow> query(FabricDocument document, Parameters given) {
        return extensions.upgrades().stream().filter(each -> Wildcard.matches(given.name(), each.extension()))
                .map(UpgradeRow::of).toList();
    }
}
