package org.signalbox.schema;

import java.util.Map;

/** How values of one Java type stand in a tree. */
interface Type {

    /** The value a tree describes. @throws SchemaException if it describes none; {@code path} is where it stands */
    Object bind(Object tree, Path path);

    /** The tree that describes a value. */
    Object unbind(Object value);

    /** The JSON Schema of the trees allowed, records by reference. */
    Map<String, Object> jsonSchema(Definitions definitions);

    /** Completes "expected ...". */
    String expected();

    /** The complaint that a tree is not of this type. */
    default SchemaException unexpected(final Object tree, final Path path) {
        return new SchemaException(path, Trees.describe(tree), expected());
    }
}
