package org.signalbox.fabric;

import org.signalbox.command.CommandName;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.cmdlet.FilePath;
import org.signalbox.fabric.document.DocumentSource;
import org.signalbox.schema.Doc;

/** Makes the fabric what a document says; what is the same goes on undisturbed. */
final class ImportFabric implements SourcedChange<ImportFabric.Parameters> {
    /** Of this command. */
    record Parameters(@Doc("File of the document, YAML or JSON.") String path) {
    }

    @Override
    public CommandName name() {
        return new CommandName("Import", "Fabric");
    }

    @Override
    public String summary() {
        return "Makes the fabric what a document says.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public DocumentSource source(Parameters given) throws RefusedException {
        return DocumentSource.read(FilePath.of(given.path()));
    }
}
