package org.signalbox.command;

import java.nio.file.Path;
import java.util.List;

import org.osgi.annotation.versioning.ProviderType;

/** Reads and writes fabric documents. Safe to call from any thread. */
@ProviderType
public interface FabricDocuments {
    /**
     * Reads a document and checks everything that can be checked, installing extensions which it names and which are not
     * running from the folder of extensions. The running fabric is not touched.
     *
     * @throws RefusedException with one sentence: file as given, line, column, what was found, what was expected
     */
    Loaded load(Path file) throws RefusedException;

    /** The document as YAML, without what is at its default. */
    String text(FabricDocument document);

    /**
     * @param warnings one sentence each, such as for policies of an extension that is absent
     */
    record Loaded(FabricDocument document, List<String> warnings) {
    }
}
