package org.signalbox.fabric.cmdlet;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.signalbox.command.CommandName;
import org.signalbox.command.Operation;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.DocumentSchema;
import org.signalbox.schema.Doc;
import org.signalbox.schema.JsonText;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.VirtualSwitches;

/** For editors of documents: the keys of policies are those of the extensions that are installed now. */
public final class ExportFabricSchema implements Operation<ExportFabricSchema.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("File to write; one that is there is replaced.") String path) {
    }

    /** What was written; extensions are those whose policies it describes. */
    public record Row(String path, long bytes, List<String> extensions) {
    }

    private final VirtualSwitches switches;

    public ExportFabricSchema(VirtualSwitches switches) {
        this.switches = switches;
    }

    @Override
    public CommandName name() {
        return new CommandName("Export", "FabricSchema");
    }

    @Override
    public String summary() {
        return "Saves the JSON Schema of fabric documents to a file, with the policies of installed extensions.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Row> execute(Parameters given) throws RefusedException {
        final DocumentSchema schema = new DocumentSchema();
        final List<String> ids = switches.extensions().stream().map(ExtensionStatus::id).sorted().toList();
        ids.forEach(id -> {
            switches.portPolicy(id).ifPresent(type -> schema.portPolicy(id, type));
            switches.switchPolicy(id).ifPresent(type -> schema.switchPolicy(id, type));
        });
        final byte[] text = JsonText.pretty(schema.tree()).getBytes(StandardCharsets.UTF_8);
        FilePath.write(given.path(), text);
        return List.of(new Row(given.path(), text.length, ids.stream().filter(id ->
                switches.portPolicy(id).or(() -> switches.switchPolicy(id)).isPresent()).toList()));
    }

    @Override
    public String whatIf(Parameters given) throws RefusedException {
        return "would write " + FilePath.of(given.path());
    }
}
