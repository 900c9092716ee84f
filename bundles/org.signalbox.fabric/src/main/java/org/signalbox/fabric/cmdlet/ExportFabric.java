package org.signalbox.fabric.cmdlet;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Operation;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.DocumentText;
import org.signalbox.schema.Doc;

/** The document as YAML, written in one step: a reader sees the old file or the new one. */
public final class ExportFabric implements Operation<ExportFabric.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("File to write; one that is there is replaced.") String path) {
    }

    /** What was written. */
    public record Row(String path, long bytes) {
    }

    private final Supplier<FabricDocument> document;

    public ExportFabric(Supplier<FabricDocument> document) {
        this.document = document;
    }

    @Override
    public CommandName name() {
        return new CommandName("Export", "Fabric");
    }

    @Override
    public String summary() {
        return "Saves the fabric document to a file, without what is at its default.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Row> execute(Parameters given) throws RefusedException {
        final byte[] text = DocumentText.yaml(document.get()).getBytes(StandardCharsets.UTF_8);
        FilePath.write(given.path(), text);
        return List.of(new Row(given.path(), text.length));
    }

    @Override
    public String whatIf(Parameters given) throws RefusedException {
        return "would write " + FilePath.of(given.path());
    }
}
