package org.signalbox.schema;

import java.util.Map;

/** Any tree, kept as it is. */
record OpenType() implements Type {

    @Override
    public Object bind(final Object tree, final Path path) {
        return Trees.copy(tree, path);
    }

    @Override
    public Object unbind(final Object value) {
        return Trees.copy(value, Path.ROOT);
    }

    @Override
    public Map<String, Object> jsonSchema(final Definitions definitions) {
        return Map.of();
    }

    @Override
    public String expected() {
        return "any value";
    }
}
