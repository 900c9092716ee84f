package org.signalbox.fabric.document;

import java.util.Map;

import org.signalbox.command.FabricDocument;
import org.signalbox.schema.Schema;

/** A fabric document as a tree and as YAML. */
public final class DocumentText {
    private static final Schema<FabricDocument> SCHEMA = Schema.of(FabricDocument.class);

    private DocumentText() {
    }

    /** The document without what is at its default. */
    public static Map<String, Object> tree(FabricDocument document) {
        return SCHEMA.unbind(document);
    }

    /**
     * The document that a tree describes.
     *
     * @throws org.signalbox.schema.SchemaException if it makes no sense; its path goes by positions
     */
    public static FabricDocument document(Object tree) {
        final FabricDocument document = SCHEMA.bind(tree);
        DocumentRules.check(document);
        return document;
    }

    /** The document as YAML, without what is at its default. */
    public static String yaml(FabricDocument document) {
        return YamlWriter.write(tree(document));
    }

    /** The JSON Schema of fabric documents. */
    public static Map<String, Object> jsonSchema() {
        return SCHEMA.jsonSchema();
    }
}
