package org.signalbox.fabric.cmdlet;

import java.util.List;
import java.util.Optional;

import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Query;
import org.signalbox.query.Wildcard;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.VirtualSwitches;

/** What extensions left behind when they left; also those that are no longer installed. */
public final class GetVMSwitchExtensionLeak implements Query<GetVMSwitchExtensionLeak.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Id of the extensions, with * and ?; without it, all.") Optional<String> name) {
    }

    /** Something that was left behind: a stage that is still held, or a thread that still is alive. */
    public record Row(String name, String version, String kind, String leak) {
    }

    private final VirtualSwitches switches;

    public GetVMSwitchExtensionLeak(VirtualSwitches switches) {
        this.switches = switches;
    }

    @Override
    public CommandName name() {
        return new CommandName("Get", "VMSwitchExtensionLeak");
    }

    @Override
    public String summary() {
        return "Lists what extensions left behind when they left.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Row> query(FabricDocument document, Parameters given) {
        return switches.leaks().stream().filter(leak -> Wildcard.matches(given.name(), leak.extension()))
                .map(leak -> new Row(leak.extension(), leak.version(), Schema.word(leak.kind()), leak.what())).toList();
    }
}
